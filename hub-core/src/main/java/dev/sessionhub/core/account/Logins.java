package dev.sessionhub.core.account;

import dev.sessionhub.spi.Secret;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Coming in and going out. */
public final class Logins {

    private static final Logger LOG = System.getLogger(Logins.class.getName());

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String IMPOSSIBLE = "";

    private final AccountStore accounts;
    private final Passwords passwords;
    private final Tokens tokens;
    private final LoginThrottle throttle;

    public Logins(AccountStore accounts, Passwords passwords, Tokens tokens, LoginThrottle throttle) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.tokens = tokens;
        this.throttle = throttle;
    }

    /**
     * Checks name and password and makes a token.
     *
     * @throws BadCredentialsException if they do not belong together or the account is disabled
     * @throws TooManyAttemptsException if it comes too early
     */
    public IssuedToken login(String username, Secret password, String address) {
        String name = username.toLowerCase(Locale.ROOT);
        boolean possible = USERNAME.matcher(name).matches();
        throttle.begin(possible ? name : IMPOSSIBLE, address);
        User user = check(possible ? accounts.byUsername(name) : Optional.empty(), password);
        throttle.succeeded(name, address);
        IssuedToken issued = tokens.issue(user);
        LOG.log(Level.INFO, "{0} logged in from {1}", user.username(), address);
        return issued;
    }

    /** Ends a token at once. */
    public void logout(Credential credential) {
        tokens.revoke(credential.token());
    }

    /**
     * Changes a user's own password; every token of the account is dead at once.
     *
     * @throws BadCredentialsException if the present password is wrong
     * @throws WeakPasswordException if the new one cannot be taken
     */
    public void changePassword(User user, Secret present, Secret wanted, String address) {
        throttle.begin(user.username(), address);
        check(accounts.byId(user.id()), present);
        throttle.succeeded(user.username(), address);
        accounts.changePassword(user.id(), passwords.hash(wanted));
        tokens.revokeAllOf(user.id());
        LOG.log(Level.INFO, "{0} changed the password", user.username());
    }

    private User check(Optional<Account> account, Secret password) {
        boolean matches = passwords.matches(password, account.map(Account::passwordHash));
        return account.filter(found -> matches && found.enabled())
                .map(Account::user)
                .orElseThrow(BadCredentialsException::new);
    }
}
