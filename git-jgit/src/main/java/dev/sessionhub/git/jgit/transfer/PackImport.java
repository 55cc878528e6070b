package dev.sessionhub.git.jgit.transfer;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PackParser;

/** Indexes a pack whose every byte may be a lie, with the checks of {@code transfer.fsckObjects}. */
final class PackImport {

    /** Each takes memory while a pack is indexed. */
    static final int MOST_OBJECTS = 1_000_000;

    private static final long LARGEST_OBJECT = 256L << 20;
    private static final int SMALLEST_OBJECT = 9;
    private static final int HEADER = 12;
    private static final int LARGEST_MODULES = 1 << 20;

    private PackImport() {}

    static void of(Repository repository, InputStream in, long size, long limit) throws IOException {
        Path draft = Files.createTempFile(directory(repository), "draft", "");
        try {
            try (OutputStream out = Files.newOutputStream(draft)) {
                copy(in, size, out);
            }
            PackWeight.check(draft, honestCount(draft));
            try (InputStream pack = new BufferedInputStream(Files.newInputStream(draft))) {
                index(repository, pack, limit);
            }
        } finally {
            Files.delete(draft);
        }
    }

    private static Path directory(Repository repository) {
        return ((ObjectDirectory) repository.getObjectDatabase()).getDirectory().toPath();
    }

    /** No more than it had: somebody may write on. */
    private static void copy(InputStream in, long size, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long left = size;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                return;
            }
            out.write(buffer, 0, n);
            left -= n;
        }
    }

    private static void index(Repository repository, InputStream in, long limit) throws IOException {
        ObjectChecker checker = new ObjectChecker().setSafeForMacOS(true);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            PackParser parser = inserter.newPackParser(in);
            parser.setAllowThin(true);
            parser.setObjectChecker(checker);
            parser.setMaxObjectSizeLimit(Math.min(LARGEST_OBJECT, limit));
            parser.setExpectDataAfterPackFooter(false);
            parser.parse(new Interruption(), new Interruption());
            inserter.flush();
        } catch (TooLargeObjectInPackException e) {
            throw new ProviderException(Code.LIMIT_EXCEEDED, "the bundle holds an object that is too large", e);
        } catch (CorruptObjectException e) {
            throw refused(e);
        } catch (IOException e) {
            if (isDisk(e)) {
                throw e;
            }
            throw refused(e);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw refused(e);
        }
        checkModules(repository, checker);
    }

    private static ProviderException refused(Exception e) {
        return new ProviderException(
                Code.INVALID_REQUEST, "the bundle is broken: its objects did not pass the checks", e);
    }

    private static boolean isDisk(IOException e) {
        return String.valueOf(e.getMessage()).contains("No space left");
    }

    /** The number of objects decides how much memory is taken before the first one is read. */
    private static int honestCount(Path pack) throws IOException {
        long size = Files.size(pack);
        byte[] header;
        try (InputStream in = Files.newInputStream(pack)) {
            header = in.readNBytes(HEADER);
        }
        if (header.length < HEADER || header[0] != 'P' || header[1] != 'A' || header[2] != 'C' || header[3] != 'K') {
            throw BundleHeader.broken("it holds no pack");
        }
        long count =
                (header[8] & 0xffL) << 24 | (header[9] & 0xff) << 16 | (header[10] & 0xff) << 8 | (header[11] & 0xff);
        if (count > size / SMALLEST_OBJECT) {
            throw BundleHeader.broken("it claims more objects than it has room for");
        }
        if (count > MOST_OBJECTS) {
            throw new ProviderException(
                    Code.LIMIT_EXCEEDED,
                    "a pack has " + count + " objects, and " + MOST_OBJECTS + " at most are taken");
        }
        return (int) count;
    }

    static void checkModules(Repository repository, ObjectChecker checker) throws IOException {
        try (ObjectReader reader = repository.newObjectReader()) {
            for (var entry : checker.getGitsubmodules()) {
                byte[] content =
                        reader.open(entry.getBlobId(), Constants.OBJ_BLOB).getCachedBytes(LARGEST_MODULES);
                SubmoduleValidator.assertValidGitModulesFile(new String(content, StandardCharsets.UTF_8));
            }
        } catch (SubmoduleValidator.SubmoduleValidationException e) {
            throw refused(e);
        }
    }

    /** Ends the work of an interrupted thread. */
    private static final class Interruption extends EmptyProgressMonitor {

        @Override
        public boolean isCancelled() {
            return Thread.currentThread().isInterrupted();
        }
    }
}
