package dev.sessionhub.git.jgit.remote;

import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.RemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/** The line to a repository of another machine. */
final class Line {

    /** Of silence, after which the other machine counts as gone. */
    private static final int SILENCE_SECONDS = 15;

    private final String name;
    private final URIish url;
    private final Path home;

    /**
     * @param name how messages call the other side
     * @param url where it is
     * @param home of the hub's user: holds the keys and passwords
     */
    Line(String name, String url, Path home) {
        this.name = name;
        this.home = home;
        try {
            this.url = new URIish(url);
        } catch (URISyntaxException e) {
            throw new ProviderException(Code.INVALID_REQUEST, "the URL of " + name + " is none", e);
        }
    }

    /** What is said over the line. */
    interface Talk<T> {

        T over(Transport transport) throws IOException;
    }

    /** Opens the line, and names what goes wrong on it. */
    <T> T talk(OpenRepository repository, Talk<T> talk) throws IOException {
        try (SshdSessionFactory ssh = ssh();
                Transport transport = Transport.open(repository.jgit(), url)) {
            transport.setTimeout(SILENCE_SECONDS);
            if (transport instanceof SshTransport overSsh) {
                overSsh.setSshSessionFactory(ssh);
            } else {
                transport.setCredentialsProvider(new LoginFile(home.resolve(".netrc")));
            }
            return talk.over(transport);
        } catch (NoRemoteRepositoryException | RemoteRepositoryException e) {
            throw new ProviderException(Code.NOT_FOUND, name + " has no repository there, or does not show it", e);
        } catch (NotSupportedException e) {
            throw new ProviderException(
                    Code.UNSUPPORTED,
                    "the hub does not speak the protocol of " + name + "; use git inside the session",
                    e);
        } catch (TransportException e) {
            throw failed(e);
        }
    }

    private SshdSessionFactory ssh() {
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(home.toFile())
                .setSshDirectory(home.resolve(".ssh").toFile())
                .setPreferredAuthentications("publickey")
                .build(null);
    }

    private ProviderException failed(TransportException e) {
        if (Thread.currentThread().isInterrupted()) {
            return new ProviderException(Code.CANCELLED, "interrupted while talking to " + name, e);
        }
        String all = Stream.<Throwable>iterate(e, cause -> cause != null, Throwable::getCause)
                .map(cause -> cause.getClass().getSimpleName() + " " + cause.getMessage())
                .reduce("", (left, right) -> left + " " + right)
                .toLowerCase(Locale.ROOT);
        if (all.contains("server key did not validate")) {
            return new ProviderException(
                    Code.UNAUTHORIZED,
                    "the host key of " + name
                            + " is not in ~/.ssh/known_hosts of the hub's user; compare it and add it",
                    e);
        }
        if (Stream.of(
                        "not authorized",
                        "authentication",
                        "not permitted",
                        "credentialsprovider",
                        "cannot log in",
                        "auth fail")
                .anyMatch(all::contains)) {
            return new ProviderException(
                    Code.UNAUTHORIZED,
                    name + " wants other credentials; the hub uses ~/.ssh and ~/.netrc of its own user",
                    e);
        }
        if (all.contains("no space left") || all.contains("quota exceeded")) {
            return new ProviderException(Code.LIMIT_EXCEEDED, "the disk or quota is full", e);
        }
        return new ProviderException(Code.UNAVAILABLE, name + " cannot be reached or broke off", e);
    }
}
