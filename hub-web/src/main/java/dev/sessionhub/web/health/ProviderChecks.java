package dev.sessionhub.web.health;

import dev.sessionhub.core.config.HubSettingsReader;
import dev.sessionhub.core.plugin.ProviderSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Readiness;

/** MicroProfile Health knows a check by its bean: this makes one for each configured provider. */
public class ProviderChecks implements Extension {

    void add(@Observes AfterBeanDiscovery discovery) {
        HubSettingsReader.read().plugins().providers().stream()
                .map(ProviderSettings::name)
                .forEach(name -> discovery
                        .addBean()
                        .beanClass(ProviderCheck.class)
                        .id("provider-" + name)
                        .name("provider-" + name)
                        .types(HealthCheck.class)
                        .qualifiers(Readiness.Literal.INSTANCE)
                        .scope(ApplicationScoped.class)
                        .createWith(_ -> new ProviderCheck(name)));
    }
}
