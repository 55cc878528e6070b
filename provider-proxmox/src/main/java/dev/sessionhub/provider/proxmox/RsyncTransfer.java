package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.BufferedReader;
import java.io.IOException;
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

/**
 * Carries files with rsync. Its remote shell is the system's ssh, which believes only the host key that this provider
 * has written down, offers only the hub's key and reads no configuration. Device files and other special files are not
 * carried. Symbolic links are carried as links and never followed; those of the Git directory that lead out of it are left
 * behind, because the hub reads that directory.
 */
final class RsyncTransfer implements WorkspaceTransfer {

    private static final Pattern PROGRESS = Pattern.compile("^\\s*([0-9,.]+)\\s+[0-9]+%");
    private static final int DISK_FULL = 11;
    private static final int LONGEST_WORDS = 500;
    private static final List<String> FILES = List.of("--exclude=/.git");
    private static final List<String> GIT = List.of("--safe-links", "--include=/.git/***", "--exclude=*");

    private final Settings settings;
    private final SessionFiles files;
    private final Function<ContainerHandle, Place> places;
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    RsyncTransfer(Settings settings, SessionFiles files, Function<ContainerHandle, Place> places) {
        this.settings = settings;
        this.files = files;
        this.places = places;
    }

    /** Where a session's guest is. */
    record Place(UUID session, String address) {}

    @Override
    public void upload(ContainerHandle handle, Path source, String target, LongConsumer transferredBytes) {
        Place place = places.apply(handle);
        carry(
                "carrying files to " + handle,
                place,
                List.of(List.of()),
                source + "/",
                remote(place, target),
                transferredBytes);
    }

    @Override
    public void download(ContainerHandle handle, String source, Path target, LongConsumer transferredBytes) {
        Place place = places.apply(handle);
        String what = "carrying files from " + handle;
        try {
            Files.createDirectories(target);
        } catch (IOException failure) {
            throw new ProviderException(Code.UNAVAILABLE, what + " failed: " + failure.getMessage(), failure);
        }
        carry(what, place, List.of(FILES, GIT), remote(place, source), target + "/", transferredBytes);
    }

    private String remote(Place place, String path) {
        return settings.user() + "@" + place.address() + ":" + path + "/";
    }

    private void carry(
            String what, Place place, List<List<String>> parts, String from, String to, LongConsumer transferred) {
        if (!busy.add(place.session())) {
            throw new ProviderException(Code.CONFLICT, what + " failed: another transfer of it is under way");
        }
        try {
            for (List<String> part : parts) {
                run(what, command(place, part, from, to), transferred);
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

    private List<String> command(Place place, List<String> part, String from, String to) throws IOException {
        String alias = "session-" + place.session();
        String key = files.hostKey(place.session()).orElseThrow(() -> new IOException("its host key is not known yet"));
        Path known = files.writeKnownHosts(place.session(), alias + " " + key.strip() + "\n");
        String shell = "ssh -F none -o BatchMode=yes -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes"
                + " -o GlobalKnownHostsFile=/dev/null -o UserKnownHostsFile=" + Shell.quoted(known.toString())
                + " -o HostKeyAlias=" + alias + " -o ConnectTimeout=10 -o ServerAliveInterval=15 -i "
                + Shell.quoted(settings.key().toString());
        List<String> command = new ArrayList<>(List.of(
                "rsync",
                "--recursive",
                "--links",
                "--perms",
                "--times",
                "--delete",
                "--partial",
                "--no-devices",
                "--no-specials",
                "--chmod=ug-s,o-t,u+rwX",
                "--mkpath",
                "--timeout=60",
                "--info=progress2",
                "--no-inc-recursive"));
        command.addAll(part);
        command.addAll(List.of("-e", shell, "--", from, to));
        return command;
    }

    private static void run(String what, List<String> command, LongConsumer transferred)
            throws IOException, InterruptedException {
        Process rsync = new ProcessBuilder(command).redirectErrorStream(true).start();
        rsync.getOutputStream().close();
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
