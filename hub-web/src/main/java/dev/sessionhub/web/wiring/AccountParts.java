package dev.sessionhub.web.wiring;

import dev.sessionhub.core.account.AccountStore;
import dev.sessionhub.core.account.LoginThrottle;
import dev.sessionhub.core.account.Logins;
import dev.sessionhub.core.account.Passwords;
import dev.sessionhub.core.account.Tickets;
import dev.sessionhub.core.account.TokenKey;
import dev.sessionhub.core.account.TokenStore;
import dev.sessionhub.core.account.Tokens;
import dev.sessionhub.core.config.AuthSettings;
import dev.sessionhub.core.config.HttpSettings;
import dev.sessionhub.web.security.ClientAddress;
import dev.sessionhub.web.security.TrustedOrigins;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Makes what lets people in. */
@ApplicationScoped
public class AccountParts {

    /** The container sets this field; there is no other way to ask for it. */
    @Resource(lookup = "jdbc/hub")
    private @Nullable DataSource database;

    @Produces
    @Singleton
    public DataSource database() {
        return Objects.requireNonNull(database);
    }

    @Produces
    @Singleton
    public Tokens tokens(DataSource source, AuthSettings settings) {
        return new Tokens(
                new TokenStore(source),
                new TokenKey(settings.secret()),
                settings.tokenLifetime(),
                Clock.systemUTC(),
                System::nanoTime);
    }

    @Produces
    @Singleton
    public Logins logins(DataSource source, Tokens tokens) {
        return new Logins(new AccountStore(source), new Passwords(), tokens, new LoginThrottle(System::nanoTime));
    }

    @Produces
    @Singleton
    public Tickets tickets() {
        return new Tickets(Clock.systemUTC(), System::nanoTime);
    }

    @Produces
    @Singleton
    public TrustedOrigins origins(HttpSettings settings) {
        return new TrustedOrigins(settings);
    }

    @Produces
    @Singleton
    public ClientAddress clientAddress(HttpSettings settings) {
        return new ClientAddress(settings);
    }
}
