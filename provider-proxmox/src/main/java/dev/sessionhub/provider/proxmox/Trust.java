package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderConfig;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whose certificate is believed.
 *
 * @param ca file of the authority that signed the nodes' certificates; absent means those the JDK knows
 * @param fingerprints SHA-256 of the certificates believed, whoever signed them, as {@code AA:BB:...}
 * @param anyone whether nothing is checked at all
 */
record Trust(Optional<Path> ca, List<String> fingerprints, boolean anyone) {

    private static final Logger LOG = System.getLogger(Trust.class.getName());
    private static final String FINGERPRINT = "([0-9A-Fa-f]{2}:){31}[0-9A-Fa-f]{2}";

    /** Copies. */
    Trust {
        fingerprints = List.copyOf(fingerprints);
    }

    static Trust of(ProviderConfig config) {
        List<String> fingerprints = config.setting("fingerprint")
                .map(text -> Arrays.stream(text.strip().split("\\s*,\\s*")).toList())
                .orElse(List.of());
        for (String fingerprint : fingerprints) {
            if (!fingerprint.matches(FINGERPRINT)) {
                throw config.invalid("fingerprint", "must be SHA-256 as AA:BB:..., not \"" + fingerprint + "\"");
            }
        }
        String anyone = config.setting("insecure-accept-any-certificate").orElse("no");
        if (!anyone.equals("no") && !anyone.equals("yes-i-know-that-anyone-can-read-my-token")) {
            throw config.invalid(
                    "insecure-accept-any-certificate",
                    "must be absent or \"yes-i-know-that-anyone-can-read-my-token\"; better set ca or fingerprint");
        }
        return new Trust(
                config.setting("ca").map(text -> Settings.file(config, "ca", text)),
                fingerprints,
                !anyone.equals("no"));
    }

    SSLContext context() throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(), null);
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IOException(failure);
        }
    }

    private TrustManager[] managers() throws IOException, GeneralSecurityException {
        if (anyone) {
            LOG.log(
                    Level.WARNING,
                    "ANY CERTIFICATE IS ACCEPTED: whoever is on the way can read and use the credentials");
        }
        if (anyone || !fingerprints.isEmpty()) {
            return new TrustManager[] {new Pinned(fingerprints, anyone)};
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(ca.isPresent() ? store(ca.get()) : null);
        return factory.getTrustManagers();
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int count = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, each);
            }
        } catch (NoSuchFileException | AccessDeniedException failure) {
            throw new IOException("the file of ca, " + file.toAbsolutePath() + ", cannot be read", failure);
        }
        return store;
    }

    /** Believes the certificates it knows. */
    private static final class Pinned extends X509ExtendedTrustManager {

        private final List<String> known;
        private final boolean anyone;

        Pinned(List<String> fingerprints, boolean anyone) {
            this.known = fingerprints.stream()
                    .map(text -> text.toUpperCase(Locale.ROOT))
                    .toList();
            this.anyone = anyone;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
                String seen = HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
                if (!anyone && !known.contains(seen)) {
                    throw new CertificateException(
                            "the certificate's fingerprint is " + seen + ", which is not pinned");
                }
            } catch (GeneralSecurityException failure) {
                throw new CertificateException(failure);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("this is a client");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
