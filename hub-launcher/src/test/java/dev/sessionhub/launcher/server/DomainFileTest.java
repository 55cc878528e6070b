package dev.sessionhub.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fish.payara.micro.PayaraMicro;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainFileTest {

    @TempDir
    Path folder;

    @Test
    void payaras_own_file_gets_our_listener_and_pool_and_no_secret() throws IOException {
        Path file = folder.resolve("domain.xml");
        try (InputStream original = PayaraMicro.class.getResourceAsStream("/MICRO-INF/domain/domain.xml")) {
            Files.copy(original, file);
        }

        DomainFile.adapt(file);

        assertThat(Files.readString(file))
                .contains("port=\"${hub.boot.port}\"", "address=\"${hub.boot.address}\"", "server-header=\"false\"")
                .contains("request-timeout-seconds=\"4000\"", "read-timeout-millis=\"10000\"")
                .contains("value=\"${hub.db.password}\"", "jndi-name=\"jdbc/hub\"", "<resource-ref ref=\"jdbc/hub\"/>");
    }

    @Test
    void another_payara_that_lacks_the_listener_is_named() throws IOException {
        Path file = Files.writeString(folder.resolve("domain.xml"), "<domain/>");

        assertThatThrownBy(() -> DomainFile.adapt(file)).hasMessageContaining("network-listener \"http-listener\"");
    }
}
