package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;

/** Connections to guests: the hub's key only, and the host key by this package's rule. */
final class Ssh implements AutoCloseable {

    static final int PORT = 22;

    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofSeconds(10);
    /** A guest that is killed says no goodbye: so the hub asks, often, and not the cluster. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final int UNANSWERED = 3;

    private final Settings settings;
    private final SessionFiles files;
    private final Map<SocketAddress, UUID> expected = new ConcurrentHashMap<>();
    private Optional<SshClient> client = Optional.empty();

    Ssh(Settings settings, SessionFiles files) {
        this.settings = settings;
        this.files = files;
    }

    /** Says no when it is of no use to go on. */
    @FunctionalInterface
    interface Hope {
        void require() throws InterruptedException;
    }

    /** Connects; tries again until the patience is over, as a guest that boots does not answer at once. */
    ClientSession connect(String what, UUID session, String address, Hope hope) throws InterruptedException {
        long begin = System.nanoTime();
        long looked = begin;
        while (true) {
            try {
                return once(session, address);
            } catch (InterruptedIOException _) {
                throw new InterruptedException();
            } catch (IOException failure) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                boolean final_ = String.valueOf(failure.getMessage()).contains("key");
                if (final_ || System.nanoTime() - begin > settings.patience().toNanos()) {
                    throw new ProviderException(
                            final_ ? Code.UNAUTHORIZED : Code.UNAVAILABLE,
                            what + " failed: SSH to " + settings.user() + "@" + address + " does not work ("
                                    + reason(session, failure) + ")",
                            failure);
                }
                if (System.nanoTime() - looked > LOOK.toNanos()) {
                    hope.require();
                    looked = System.nanoTime();
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private String reason(UUID session, IOException failure) {
        String text = String.valueOf(failure.getMessage());
        return text.contains("Server key did not validate")
                ? "its host key is not the one seen before; if that is right, delete " + files.hostKeyFile(session)
                : text;
    }

    private ClientSession once(UUID session, String address) throws IOException {
        InetSocketAddress target = new InetSocketAddress(address, PORT);
        expected.put(target, session);
        ClientSession connection =
                client().connect(settings.user(), target).verify(STEP).getSession();
        try {
            for (KeyPair pair : keys()) {
                connection.addPublicKeyIdentity(pair);
            }
            connection.auth().verify(STEP);
            return connection;
        } catch (IOException | RuntimeException failure) {
            connection.close(true);
            throw failure;
        }
    }

    private Iterable<KeyPair> keys() throws IOException {
        try (InputStream in = Files.newInputStream(settings.key())) {
            return SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("ssh-key"), in, null);
        } catch (GeneralSecurityException failure) {
            throw new IOException(
                    "the private key " + settings.key() + " cannot be used: " + failure.getMessage(), failure);
        }
    }

    private boolean isRight(ClientSession connection, SocketAddress address, PublicKey key) {
        UUID session = expected.get(connection.getConnectAddress());
        if (session == null) {
            return false;
        }
        if (settings.hostKey().isPresent()) {
            return settings.hostKey().get().equals(KeyUtils.getFingerPrint(key));
        }
        try {
            String seen = PublicKeyEntry.toString(key);
            Optional<String> known = files.hostKey(session);
            if (known.isEmpty()) {
                files.hostKey(session, seen);
            }
            return known.isEmpty() || known.get().equals(seen);
        } catch (IOException _) {
            return false;
        }
    }

    private synchronized SshClient client() {
        if (client.isEmpty()) {
            SshClient made = SshClient.setUpDefaultClient();
            made.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
            made.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            made.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
            made.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
            made.setServerKeyVerifier(this::isRight);
            CoreModuleProperties.HEARTBEAT_INTERVAL.set(made, HEARTBEAT);
            CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(made, UNANSWERED);
            CoreModuleProperties.IDLE_TIMEOUT.set(made, Duration.ZERO);
            made.start();
            client = Optional.of(made);
        }
        return client.get();
    }

    @Override
    public synchronized void close() {
        client.ifPresent(SshClient::stop);
        client = Optional.empty();
    }
}
