package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.database.Accounts;
import dev.sessionhub.launcher.database.Accounts.Account;
import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.database.Role;
import dev.sessionhub.launcher.process.Installation;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub user}: accounts, whether the hub runs or not. */
@Command(name = "user", description = "Adds, lists and changes accounts.", synopsisSubcommandLabel = "COMMAND")
final class UserCommand {

    @Command(name = "add", description = "Adds an account; the password comes from the terminal or from stdin.")
    void add(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--role", defaultValue = "user", description = "admin, user or viewer") Role role,
            @Mixin ConfigurationOptions options) {
        work(options, accounts -> {
            accounts.add(name, role, PasswordInput.read(name));
            say("User \"" + name + "\" can log in as " + role.name().toLowerCase(Locale.ROOT));
        });
    }

    @Command(name = "passwd", description = "Changes a password and ends the account's logins.")
    void passwd(@Parameters(paramLabel = "NAME") String name, @Mixin ConfigurationOptions options) {
        work(options, accounts -> {
            accounts.changePassword(name, PasswordInput.read(name));
            say("The password of \"" + name + "\" is changed; every login with the old one has ended");
        });
    }

    @Command(name = "disable", description = "Disables an account and ends its logins.")
    void disable(@Parameters(paramLabel = "NAME") String name, @Mixin ConfigurationOptions options) {
        work(options, accounts -> {
            accounts.disable(name, true);
            say("User \"" + name + "\" is disabled; allow it again with ./hub user enable " + name);
        });
    }

    @Command(name = "enable", description = "Allows an account to log in again.")
    void enable(@Parameters(paramLabel = "NAME") String name, @Mixin ConfigurationOptions options) {
        work(options, accounts -> {
            accounts.disable(name, false);
            say("User \"" + name + "\" can log in again");
        });
    }

    @Command(name = "list", description = "Lists the accounts.")
    void list(@Mixin ConfigurationOptions options) {
        work(options, accounts -> accounts.list().forEach(account -> say(row(account))));
    }

    private static String row(Account account) {
        return "%-24s %-7s since %s%s"
                .formatted(
                        account.username(),
                        account.role().toLowerCase(Locale.ROOT),
                        account.created(),
                        account.disabled() ? ", disabled" : "");
    }

    private static void say(String text) {
        System.out.println(text);
    }

    private static void work(ConfigurationOptions options, Consumer<Accounts> work) {
        Installation installation = Installation.found();
        HubConfiguration configuration = options.read(installation);
        DatabaseServer.with(installation, configuration, (DatabaseUrl database) -> work.accept(new Accounts(database)));
    }
}
