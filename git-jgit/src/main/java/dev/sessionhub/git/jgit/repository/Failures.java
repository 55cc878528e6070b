package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.LockFailedException;
import org.eclipse.jgit.errors.MissingObjectException;

/** Turns what JGit and the file system throw into the one exception of the contract. */
public final class Failures {

    private Failures() {}

    /** Does something with a repository; only {@link ProviderException} leaves it. */
    public static <T> T named(Object repository, Callable<T> work) {
        try {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException();
            }
            return work.call();
        } catch (ProviderException e) {
            throw e;
        } catch (UncheckedIOException e) {
            throw translated(repository, cause(e));
        } catch (Exception e) {
            throw translated(repository, e);
        }
    }

    private static Exception cause(UncheckedIOException e) {
        IOException cause = e.getCause();
        return cause == null ? e : cause;
    }

    private static ProviderException translated(Object repository, Exception e) {
        String at = " (in " + repository + ")";
        return switch (e) {
            case InterruptedException _ -> {
                Thread.currentThread().interrupt();
                yield new ProviderException(Code.CANCELLED, "interrupted" + at, e);
            }
            case ClosedByInterruptException _ -> {
                Thread.currentThread().interrupt();
                yield new ProviderException(Code.CANCELLED, "interrupted" + at, e);
            }
            case AccessDeniedException denied ->
                new ProviderException(
                        Code.UNAUTHORIZED, "the hub's user may not access " + denied.getFile() + at, denied);
            case MissingObjectException missing ->
                new ProviderException(
                        Code.UNSUPPORTED,
                        "object " + missing.getObjectId().name()
                                + " is missing; the repository is damaged, shallow or a partial clone" + at,
                        missing);
            case CorruptObjectException corrupt ->
                new ProviderException(Code.UNSUPPORTED, "an object is damaged; run git fsck" + at, corrupt);
            case LockFailedException locked ->
                new ProviderException(
                        Code.CONFLICT,
                        "another git process holds " + locked.getFile() + ".lock; try again, or remove it if none runs",
                        locked);
            case NoSuchFileException gone ->
                new ProviderException(Code.CONFLICT, gone.getFile() + " disappeared meanwhile" + at, gone);
            case EOFException ended ->
                new ProviderException(Code.CONFLICT, "a file became shorter while it was read" + at, ended);
            case FileSystemException changed
            when becameAnother(changed) ->
                new ProviderException(
                        Code.CONFLICT, changed.getFile() + " changed while it was looked at" + at, changed);
            case IOException io
            when isFull(io) -> new ProviderException(Code.LIMIT_EXCEEDED, "the disk or quota is full" + at, io);
            case FileSystemException deep
            when String.valueOf(deep.getReason()).contains("name too long") ->
                new ProviderException(
                        Code.LIMIT_EXCEEDED, "a directory lies deeper than a path can be long" + at, deep);
            case FileNotFoundException denied ->
                new ProviderException(
                        Code.UNAUTHORIZED, "a file cannot be opened: " + denied.getMessage() + at, denied);
            default -> new ProviderException(Code.INTERNAL, "git failed: " + kind(e) + at, e);
        };
    }

    /** A directory on the way was replaced by something else. */
    private static boolean becameAnother(FileSystemException e) {
        String reason = String.valueOf(e.getReason());
        return reason.startsWith("Not a directory") || reason.startsWith("Too many levels of symbolic links");
    }

    private static String kind(Exception e) {
        return e instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason() + ": " + failure.getFile()
                : e.getClass().getSimpleName();
    }

    private static boolean isFull(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left") || message.contains("quota exceeded");
    }
}
