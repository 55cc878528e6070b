package dev.sessionhub.git.jgit.transfer;

import dev.sessionhub.git.jgit.foreign.ForeignDirectory;
import dev.sessionhub.git.jgit.isolated.LooseObject;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.storage.file.ObjectDirectory;
import org.eclipse.jgit.internal.storage.file.PackInserter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/**
 * Follows commits of a private Git directory to everything they lead to that the repository does not have, and copies it
 * into quarantine: objects in files of their own one by one, packs as a whole when one is needed for the first time.
 */
final class Reach implements AutoCloseable {

    private static final int MOST_PACKS = 1_000;
    private static final int MOST_PARSED = 64 << 20;

    private final ObjectReader known;
    private final Repository quarantine;
    private final ForeignDirectory objects;
    private final long limit;
    private final PackInserter inserter;
    private final ObjectReader copied;
    private final ObjectChecker checker = new ObjectChecker().setSafeForMacOS(true);
    private final Set<ObjectId> seen = new HashSet<>();
    private final Deque<ObjectId> open = new ArrayDeque<>();
    private boolean tookPacks;
    private long bytes;

    Reach(ObjectReader known, Repository quarantine, ForeignDirectory objects, long limit) {
        this.known = known;
        this.quarantine = quarantine;
        this.objects = objects;
        this.limit = limit;
        this.inserter = ((ObjectDirectory) quarantine.getObjectDatabase()).newPackInserter();
        this.copied = quarantine.newObjectReader();
    }

    /** Whether more was copied than what was followed. */
    boolean tookPacks() {
        return tookPacks;
    }

    void collect(Collection<ObjectId> tips) throws IOException, InterruptedException {
        open.addAll(tips);
        while (!open.isEmpty()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            ObjectId id = open.pop();
            if (!known.has(id)) {
                take(id);
            }
        }
        inserter.flush();
        PackImport.checkModules(quarantine, checker);
    }

    private void follow(ObjectId id) {
        if (seen.add(id.copy())) {
            open.push(id.copy());
            if (seen.size() > PackImport.MOST_OBJECTS) {
                throw new ProviderException(
                        Code.LIMIT_EXCEEDED,
                        "the session's commits bring more than " + PackImport.MOST_OBJECTS + " objects");
            }
        }
    }

    private void take(ObjectId id) throws IOException {
        Optional<InputStream> file = loose(id);
        if (file.isPresent()) {
            takeLoose(id, file.get());
            return;
        }
        if (!tookPacks) {
            tookPacks = true;
            takePacks();
        }
        if (!copied.has(id)) {
            throw new ProviderException(
                    Code.INVALID_REQUEST, "the session's object " + id.name() + " is missing; run git fsck there");
        }
        ObjectLoader loader = copied.open(id);
        if (loader.getType() != Constants.OBJ_BLOB) {
            followLinks(loader.getType(), loader.getCachedBytes(MOST_PARSED));
        }
    }

    private Optional<InputStream> loose(ObjectId id) throws IOException {
        Optional<ForeignDirectory> directory = objects.directory(id.name().substring(0, 2));
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        try (ForeignDirectory found = directory.get()) {
            return found.open(id.name().substring(2));
        }
    }

    private void takeLoose(ObjectId id, InputStream file) throws IOException {
        try (LooseObject object = LooseObject.of(id.name(), file)) {
            count(object.size());
            ObjectId now;
            if (object.type() == Constants.OBJ_BLOB) {
                now = inserter.insert(Constants.OBJ_BLOB, object.size(), object.content());
            } else {
                byte[] content = object.content().readNBytes((int) Math.min(object.size(), MOST_PARSED));
                checker.check(id, object.type(), content);
                now = inserter.insert(object.type(), content);
                followLinks(object.type(), content);
            }
            if (!now.equals(id) || object.content().read() >= 0) {
                throw LooseObject.broken(id.name());
            }
        } catch (ZipException | EOFException | CorruptObjectException e) {
            ProviderException broken = LooseObject.broken(id.name());
            broken.initCause(e);
            throw broken;
        }
    }

    private void followLinks(int type, byte[] content) {
        for (ObjectId link : Links.of(type, content)) {
            follow(link);
        }
    }

    /** A pack that is broken is left out; what is missing then will be noticed. */
    private void takePacks() throws IOException {
        Optional<ForeignDirectory> directory = objects.directory("pack");
        if (directory.isEmpty()) {
            return;
        }
        try (ForeignDirectory packs = directory.get()) {
            for (String name : packs.names(4 * MOST_PACKS)) {
                if (name.endsWith(".pack")) {
                    takePack(packs, name);
                }
            }
        }
    }

    private void takePack(ForeignDirectory packs, String name) throws IOException {
        Optional<InputStream> file = packs.open(name);
        if (file.isEmpty()) {
            return;
        }
        try (InputStream in = new BufferedInputStream(file.get())) {
            long size = packs.size(name);
            count(size);
            PackImport.of(quarantine, in, size, limit);
        } catch (ProviderException e) {
            if (e.code() != Code.INVALID_REQUEST) {
                throw e;
            }
            System.getLogger(Reach.class.getName()).log(Level.DEBUG, "a pack of a session is left out", e);
        }
    }

    private void count(long more) {
        bytes += more;
        if (bytes > limit) {
            throw new ProviderException(
                    Code.LIMIT_EXCEEDED, "the session's commits bring more than the limit of " + limit + " bytes");
        }
    }

    @Override
    public void close() {
        copied.close();
        inserter.close();
    }
}
