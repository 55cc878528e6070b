package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.ConfigurationException;
import dev.sessionhub.launcher.process.Failure;
import java.io.PrintWriter;
import java.util.logging.LogManager;
import picocli.CommandLine;

/** The entry point. Exit codes: 0 done, 1 failed, 2 wrong usage. */
public final class Main {

    private static final int FAILED = 1;

    private Main() {}

    public static void main(String[] arguments) {
        LogManager.getLogManager().reset();
        int exitCode = run(arguments);
        if (exitCode >= 0) {
            System.exit(exitCode);
        }
    }

    /** The exit code; negative if the program goes on by itself. */
    static int run(String... arguments) {
        return new CommandLine(new HubCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Main::usage)
                .setExecutionExceptionHandler((failure, line, _) -> report(failure, line.getErr()))
                .execute(arguments);
    }

    private static int usage(CommandLine.ParameterException e, String[] arguments) {
        e.getCommandLine().getErr().println("hub: " + e.getMessage() + "; see ./hub help");
        return CommandLine.ExitCode.USAGE;
    }

    private static int report(Exception failure, PrintWriter err) {
        switch (failure) {
            case ConfigurationException problems ->
                problems.problems().forEach(problem -> err.println("hub: " + problem));
            case Failure told -> err.println("hub: " + told.getMessage());
            default -> {
                System.getLogger(Main.class.getName()).log(System.Logger.Level.ERROR, "unexpected", failure);
                err.println("hub: unexpected failure: " + failure + "; this is a bug, please report it with:");
                failure.printStackTrace(err);
            }
        }
        return FAILED;
    }
}
