package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.command.InspectContainerResponse;
import dev.sessionhub.spi.container.NetworkPolicy;
import java.util.Map;

/**
 * What does not change as long as a container exists.
 *
 * @param id the engine's own name for it, never given again
 * @param image the image's digest
 * @param internet whether it was made to reach the internet
 * @param secrets whether its programs are given secrets
 */
record Known(String id, String image, boolean internet, boolean secrets) {

    static Known of(InspectContainerResponse found) {
        Map<String, String> labels = Views.labels(found);
        return new Known(
                found.getId(),
                String.valueOf(found.getImageId()),
                NetworkPolicy.INTERNET.name().equals(labels.get(Identity.NETWORK)),
                !labels.getOrDefault(Identity.SECRETS, "").isEmpty());
    }
}
