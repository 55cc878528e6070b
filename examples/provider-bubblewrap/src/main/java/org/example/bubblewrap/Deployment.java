package org.example.bubblewrap;

import dev.sessionhub.spi.SpiVersion;
import dev.sessionhub.spi.registry.PluginRegistry;
import dev.sessionhub.spi.registry.Registration;
import jakarta.servlet.*;
import jakarta.servlet.annotation.WebListener;

/** Makes the plug-in known where it is deployed as a web application. */
@WebListener
public final class Deployment implements ServletContextListener {

    private Registration registration = () -> {};

    @Override
    public void contextInitialized(ServletContextEvent event) {
        registration = PluginRegistry.register("bubblewrap", new BubblewrapFactory(), new SpiVersion(1, 0));
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        registration.close();
    }
}
