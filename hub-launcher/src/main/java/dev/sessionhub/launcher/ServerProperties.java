package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.config.Setting;
import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.Installation;
import dev.sessionhub.spi.Secret;
import java.util.HashMap;
import java.util.Map;

/** Hands the configuration to the application, within this process: a command line can be read by everybody. */
final class ServerProperties {

    private ServerProperties() {}

    static void set(
            HubConfiguration configuration,
            DataDirectory data,
            Installation installation,
            DatabaseUrl database,
            HttpAddress address) {
        Map<String, String> values = new HashMap<>(configuration.values());
        values.put(Setting.DATA.key(), data.path().toString());
        values.put(Setting.PORT.key(), String.valueOf(address.port()));
        values.put(Setting.ADDRESS.key(), configuration.address());
        values.put(
                Setting.REPOSITORY.key(),
                configuration.repository().orElse(data.sample()).toString());
        values.put(Setting.WORKTREES.key(), configuration.worktrees().toString());
        values.put(
                Setting.PLUGINS.key(),
                configuration.plugins().orElse(installation.plugins()).toString());
        values.put(
                Setting.AUTH_SECRET.key(),
                configuration
                        .authSecret()
                        .map(Secret::reveal)
                        .orElseGet(() -> data.authSecret().reveal()));
        values.remove(Setting.ADMIN_PASSWORD.key());
        values.put("hub.id", data.hubId());
        values.put("hub.version", BuildInfo.read().version());
        values.put("hub.db.url", database.jdbcWithLimits());
        values.put("hub.db.user", database.user());
        values.put("hub.db.password", database.password().reveal());
        values.forEach(System::setProperty);
    }
}
