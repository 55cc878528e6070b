package dev.sessionhub.launcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** {@code hub}: only its subcommands do something. */
@Command(
        name = "hub",
        versionProvider = BuildInfo.Shown.class,
        mixinStandardHelpOptions = true,
        description = "Runs coding agents in parallel and shows them in a browser.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            RestoreCommand.class,
            UserCommand.class,
            ImageCommand.class,
            DoctorCommand.class,
            TrainCommand.class,
            TestCommand.class,
            HelpCommand.class
        })
final class HubCommand {}
