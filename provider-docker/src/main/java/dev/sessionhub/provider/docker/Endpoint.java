package dev.sessionhub.provider.docker;

import com.github.dockerjava.core.LocalDirectorySSLConfig;
import dev.sessionhub.spi.ProviderConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * Where an engine listens.
 *
 * <p>TCP without TLS is refused: it gives root on the engine's machine to everybody who can connect.
 */
sealed interface Endpoint {

    /** As docker-java writes it. */
    URI uri();

    /** A connection of its own, for a program's streams. */
    Wire connect() throws IOException;

    /**
     * A unix socket.
     *
     * @param socket its path
     */
    record Unix(Path socket) implements Endpoint {
        @Override
        public URI uri() {
            return URI.create("unix://" + socket);
        }

        @Override
        public Wire connect() throws IOException {
            return UnixWire.to(socket);
        }

        @Override
        public String toString() {
            return uri().toString();
        }
    }

    /**
     * TCP, both sides proven by certificates.
     *
     * @param uri {@code tcp://HOST:PORT}
     * @param certificates directory with ca.pem, cert.pem and key.pem
     */
    record Tls(URI uri, Path certificates) implements Endpoint {
        LocalDirectorySSLConfig trust() {
            return new LocalDirectorySSLConfig(certificates.toString());
        }

        @Override
        public Wire connect() throws IOException {
            SSLContext context = trust().getSSLContext();
            if (context == null) {
                throw new IOException("no ca.pem, cert.pem and key.pem in " + certificates);
            }
            return TlsWire.to(context, uri.getHost(), uri.getPort());
        }

        @Override
        public String toString() {
            return uri.toString();
        }
    }

    /** Reads {@code endpoint} and {@code certificates}. */
    static Endpoint of(ProviderConfig config) {
        String text = config.setting("endpoint").orElse("unix:///var/run/docker.sock");
        URI uri = parse(config, text);
        if ("unix".equals(uri.getScheme()) && uri.getHost() == null && isSocketPath(uri.getPath())) {
            return new Unix(Path.of(uri.getPath()));
        }
        if ("tcp".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() > 0) {
            Path certificates = config.setting("certificates")
                    .map(Path::of)
                    .filter(Path::isAbsolute)
                    .orElseThrow(() -> config.invalid(
                            "certificates", "must be the absolute path of ca.pem, cert.pem and key.pem for " + text));
            return new Tls(URI.create("tcp://" + uri.getHost() + ":" + uri.getPort()), certificates);
        }
        throw config.invalid("endpoint", "must be unix:///PATH or tcp://HOST:PORT, not \"" + text + "\"");
    }

    private static boolean isSocketPath(String path) {
        return path != null && Path.of(path).isAbsolute() && Path.of(path).getNameCount() > 0;
    }

    private static URI parse(ProviderConfig config, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException _) {
            throw config.invalid("endpoint", "must be unix:///PATH or tcp://HOST:PORT, not \"" + text + "\"");
        }
    }
}
