package dev.sessionhub.provider.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.LocalDirectorySSLConfig;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * An engine and the version of its API that both sides speak.
 *
 * @param client docker-java, bound to that version
 * @param http its transport
 * @param api the version, as 1.41
 * @param engine the engine's own version, for people
 */
record Connection(DockerClient client, DockerHttpClient http, String api, String engine) implements AutoCloseable {

    private static final int LEAST = 41;
    private static final int MOST = 48;
    private static final ObjectMapper JSON = new ObjectMapper();

    static Connection open(Endpoint endpoint) throws IOException {
        DefaultDockerClientConfig.Builder config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(endpoint.uri().toString())
                .withDockerTlsVerify(false);
        ApacheDockerHttpClient.Builder transport = new ApacheDockerHttpClient.Builder()
                .dockerHost(endpoint.uri())
                .maxConnections(256)
                .connectionTimeout(Duration.ofSeconds(10));
        if (endpoint instanceof Endpoint.Tls tls) {
            LocalDirectorySSLConfig trust = tls.trust();
            config.withCustomSslConfig(trust);
            transport.sslConfig(trust);
        }
        DockerHttpClient http = transport.build();
        try {
            JsonNode version = get(http, "/version");
            String api = "1." + negotiate(endpoint, version);
            DefaultDockerClientConfig bound = config.withApiVersion(api).build();
            return new Connection(
                    DockerClientImpl.getInstance(bound, http),
                    http,
                    api,
                    version.path("Version").asText("?"));
        } catch (IOException | RuntimeException failure) {
            http.close();
            throw failure;
        }
    }

    /** Asks for a document that docker-java has no command for. */
    JsonNode get(String path) throws IOException {
        return get(http, "/v" + api + path);
    }

    /** As {@link #get}, for an answer of many documents. */
    List<JsonNode> getAll(String path) throws IOException {
        return read(http, "/v" + api + path, body -> {
            try (MappingIterator<JsonNode> documents =
                    JSON.readerFor(JsonNode.class).readValues(body)) {
                return documents.readAll();
            }
        });
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException _) {
            // Nothing is left to be released of a connection that cannot even be closed.
        }
    }

    /** Reads an answer. */
    private interface Reading<T> {
        T of(InputStream body) throws IOException;
    }

    private static JsonNode get(DockerHttpClient http, String path) throws IOException {
        return read(http, path, JSON::readTree);
    }

    private static <T> T read(DockerHttpClient http, String path, Reading<T> reading) throws IOException {
        Request request =
                Request.builder().method(Request.Method.GET).path(path).build();
        try (Response response = http.execute(request)) {
            if (response.getStatusCode() != 200) {
                String body = new String(response.getBody().readNBytes(4096), StandardCharsets.UTF_8);
                throw new DockerException(body, response.getStatusCode());
            }
            return reading.of(response.getBody());
        }
    }

    private static int negotiate(Endpoint endpoint, JsonNode version) {
        for (JsonNode component : version.path("Components")) {
            if (component.path("Name").asText("").contains("Podman")) {
                throw unsupported(endpoint, "is Podman, which is not supported; use Docker Engine 20.10 or later");
            }
        }
        int most = minor(endpoint, version.path("ApiVersion").asText(""));
        int least = minor(endpoint, version.path("MinAPIVersion").asText("1.12"));
        if (most < LEAST) {
            throw unsupported(
                    endpoint, "speaks API 1." + most + "; Docker Engine 20.10 (API 1.41) is the oldest that works");
        }
        if (least > MOST) {
            throw unsupported(endpoint, "speaks API 1." + least + " and later; this provider speaks 1.41 to 1." + MOST);
        }
        return Math.min(most, MOST);
    }

    private static int minor(Endpoint endpoint, String version) {
        if (!version.matches("1\\.[0-9]{1,4}")) {
            throw unsupported(endpoint, "does not answer as a Docker Engine does");
        }
        return Integer.parseInt(version.substring(2));
    }

    private static ProviderException unsupported(Endpoint endpoint, String problem) {
        return new ProviderException(Code.UNSUPPORTED, "the engine at " + endpoint + " " + problem);
    }
}
