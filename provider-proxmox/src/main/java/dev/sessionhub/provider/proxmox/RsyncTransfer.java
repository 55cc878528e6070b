package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Carries files with rsync. Its remote shell is the system's ssh, which believes only the host key that this provider
 * has written down, offers only the hub's key and reads no configuration. Device files and other special files are not
 * carried. Symbolic links are carried as links and never followed; those of the Git directory that lead out of it are left
 * behind, because the hub reads that directory. A file has its name when it is whole and not before: what has come of one
 * when a transfer breaks off is kept elsewhere, and the next transfer goes on with it.
 */
final class RsyncTransfer implements WorkspaceTransfer {

    private static final Logger LOG = System.getLogger(RsyncTransfer.class.getName());
    private static final Pattern PROGRESS = Pattern.compile("^\\s*([0-9,.]+)\\s+[0-9]+%");
    private static final int DISK_FULL = 11;
    private static final int LONGEST_WORDS = 500;
    private static final String UNFINISHED = "--partial-dir=";
    private static final List<String> FILES = List.of("--exclude=/.git", "--from0", "--exclude-from=-");
    private static final List<String> GIT = List.of("--safe-links", "--include=/.git/***", "--exclude=*");

    private final Settings settings;
    private final SessionFiles files;
    private final Function<ContainerHandle, Place> places;
    private final Precaution precaution;
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    RsyncTransfer(
            Settings settings, SessionFiles files, Function<ContainerHandle, Place> places, Precaution precaution) {
        this.settings = settings;
        this.files = files;
        this.places = places;
        this.precaution = precaution;
    }

    /** Where a session's guest is. */
    record Place(UUID session, String address) {}

    /** Takes a step that writes over a directory of a guest. */
    @FunctionalInterface
    interface Precaution {
        void around(ContainerHandle handle, String target, Runnable step);
    }

    /** One run of rsync: what it is told, and what may wait. */
    private record Part(List<String> options, Set<String> later) {}

    @Override
    public void upload(ContainerHandle handle, Path source, String target, LongConsumer transferredBytes) {
        Place place = places.apply(handle);
        precaution.around(
                handle,
                target,
                () -> carry(
                        "carrying files to " + handle,
                        place,
                        List.of(new Part(List.of(UNFINISHED + ".session-hub-unfinished"), Set.of())),
                        source + "/",
                        remote(place, target),
                        transferredBytes));
    }

    @Override
    public void download(ContainerHandle handle, String source, Path target, LongConsumer transferredBytes) {
        download(handle, source, target, Set.of(), transferredBytes);
    }

    @Override
    public void download(
            ContainerHandle handle, String source, Path target, Set<String> later, LongConsumer transferredBytes) {
        Place place = places.apply(handle);
        String what = "carrying files from " + handle;
        String unfinished;
        try {
            Files.createDirectories(target);
            unfinished = UNFINISHED + files.unfinished(place.session());
        } catch (IOException failure) {
            throw new ProviderException(Code.UNAVAILABLE, what + " failed: " + failure.getMessage(), failure);
        }
        List<Part> parts = List.of(new Part(with(unfinished, FILES), later), new Part(with(unfinished, GIT), Set.of()));
        carry(what, place, parts, remote(place, source), target + "/", transferredBytes);
    }

    private static List<String> with(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private String remote(Place place, String path) {
        return settings.user() + "@" + place.address() + ":" + path + "/";
    }

    private void carry(String what, Place place, List<Part> parts, String from, String to, LongConsumer transferred) {
        if (!busy.add(place.session())) {
            throw new ProviderException(Code.CONFLICT, what + " failed: another transfer of it is under way");
        }
        try {
            for (Part part : parts) {
                run(what, command(place, part.options(), from, to), patterns(part.later()), transferred);
            }
        } catch (IOException failure) {
            throw new ProviderException(
                    Code.UNAVAILABLE,
                    what + " failed: " + failure.getMessage() + "; is rsync installed here?",
                    failure);
        } catch (InterruptedException _) {
            throw Failures.cancelled(what);
        } finally {
            busy.remove(place.session());
        }
    }

    private List<String> command(Place place, List<String> options, String from, String to) throws IOException {
        String alias = "session-" + place.session();
        String key = files.hostKey(place.session()).orElseThrow(() -> new IOException("its host key is not known yet"));
        Path known = files.writeKnownHosts(place.session(), alias + " " + key.strip() + "\n");
        String shell = "ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes"
                + " -o GlobalKnownHostsFile=/dev/null -o UserKnownHostsFile=" + Shell.quoted(known.toString())
                + " -o HostKeyAlias=" + alias + " -o ConnectTimeout=10 -o ServerAliveInterval=5 -i "
                + Shell.quoted(settings.key().toString());
        List<String> command = new ArrayList<>(List.of(
                "rsync",
                "--recursive",
                "--links",
                "--perms",
                "--times",
                // A file that is rewritten within a second and keeps its size, as a branch of Git does, has changed.
                "--modify-window=-1",
                "--delete",
                "--no-devices",
                "--no-specials",
                "--chmod=ug-s,o-t,u+rwX",
                "--mkpath",
                "--timeout=60",
                "--info=progress2",
                "--no-inc-recursive"));
        command.addAll(options);
        command.addAll(List.of("-e", shell, "--", from, to));
        return command;
    }

    /** Anchored patterns that stand for names; a backslash is one only where there is something to be escaped. */
    private static byte[] patterns(Set<String> later) {
        StringBuilder patterns = new StringBuilder();
        for (String name : later) {
            boolean special = name.matches("(?s).*[*?\\[].*");
            patterns.append('/')
                    .append(special ? name.replaceAll("[*?\\[\\\\]", "\\\\$0") : name)
                    .append("/\0");
        }
        return patterns.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void run(String what, List<String> command, byte[] input, LongConsumer transferred)
            throws IOException, InterruptedException {
        Process rsync = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = rsync.getOutputStream()) {
            in.write(input);
        } catch (IOException ended) {
            LOG.log(Level.DEBUG, what + ": rsync ended before it had read what may wait", ended);
        }
        StringBuilder words = new StringBuilder();
        try (BufferedReader lines = rsync.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher progress = PROGRESS.matcher(line);
                if (progress.find()) {
                    transferred.accept(Long.parseLong(progress.group(1).replaceAll("[,.]", "")));
                } else if (words.length() < LONGEST_WORDS) {
                    words.append(line.replaceAll("[^ -~]+", "?")).append("; ");
                }
            }
            int code = rsync.waitFor();
            if (code != 0) {
                throw new ProviderException(
                        code == DISK_FULL || words.indexOf("No space left") >= 0
                                ? Code.LIMIT_EXCEEDED
                                : Code.UNAVAILABLE,
                        what + " failed, rsync ended with " + code + ": " + words);
            }
        } finally {
            rsync.destroy();
        }
    }
}
