package dev.sessionhub.launcher;

import dev.sessionhub.launcher.process.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code hub test}, for the list of commands: the script runs it by itself, without what it is going to build. */
@Command(name = "test", description = "Runs the whole test suite; in a checkout only.")
final class TestCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Failure("run the tests with ./hub test in a checkout");
    }
}
