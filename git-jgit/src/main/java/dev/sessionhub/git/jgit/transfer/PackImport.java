package dev.sessionhub.git.jgit.transfer;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
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
        requireHonestCount(in, size);
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
    private static void requireHonestCount(InputStream in, long size) throws IOException {
        in.mark(HEADER);
        byte[] header = in.readNBytes(HEADER);
        in.reset();
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
