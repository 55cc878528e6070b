package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Storage;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.ProviderHealth.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an administrator is told who has not set up everything yet; on guests in memory. */
class DiagnosisTest extends InMemoryCluster {

    private ProviderHealth health(Map<String, String> changes) {
        try (ProxmoxProvider provider = opened().open("hub", folder, changes)) {
            return provider.health();
        }
    }

    @Test
    void a_template_that_is_not_there_and_one_that_is_a_plain_guest_are_named() {
        allowTemplateOn("/vms/151");
        assertThat(health(Map.of("template", "151")).summary())
                .contains("there is no guest 151; make the template with config/proxmox-template");
        cluster().guest(150).orElseThrow().config().remove("template");
        assertThat(health(Map.of()).summary()).contains("guest 150 is no template; pct template 150");
    }

    private void allowTemplateOn(String path) {
        for (String who : List.of("hub@pve", "hub@pve!hub")) {
            cluster().access().allow(new Access.Entry(path, who, "Template", true));
        }
    }

    @Test
    void a_storage_without_linked_clones_matters_only_to_who_insists_on_them() {
        cluster().storage(new Storage("local-lvm", "dir", "rootdir", false));
        assertThat(health(Map.of()).status()).isEqualTo(Status.UP);
        ProviderHealth linked = health(Map.of("clone", "linked"));
        assertThat(linked.status()).isEqualTo(Status.DEGRADED);
        assertThat(linked.summary()).contains("storage local-lvm cannot make linked clones; set clone to auto or full");
    }

    @Test
    void a_node_that_does_not_exist_and_one_that_is_away_are_named() {
        cluster().node("pve2", false);
        assertThat(health(Map.of("node", "pve9")).summary()).contains("there is no node pve9, only pve1, pve2");
        assertThat(health(Map.of("node", "pve2")).summary()).contains("node pve2 is offline");
        assertThat(health(Map.of("node", "pve1")).status()).isEqualTo(Status.UP);
    }

    @Test
    void a_token_that_is_not_accepted_is_not_taken_for_a_cluster_that_is_away() {
        assertThat(health(Map.of("token", "hub@pve!hub=11111111-2222-3333-4444-000000000000")))
                .isEqualTo(ProviderHealth.down(
                        "the credentials are not accepted (401): is the token revoked or expired?"));
    }

    @Test
    void a_wrong_fingerprint_a_missing_authority_and_a_missing_key_are_named() {
        String other = "AA:".repeat(31) + "AA";
        assertThat(health(Map.of("fingerprint", other)).summary())
                .contains("is not believed")
                .contains("is not pinned")
                .contains("check ca or fingerprint");
        assertThat(health(Map.of("ca", "")).summary()).contains("is not believed");
        assertThat(health(Map.of("ca", folder + "/none.pem")).summary())
                .contains("the file of ca, " + folder + "/none.pem, cannot be read");
        assertThat(health(Map.of("ssh-key", folder + "/none")).summary())
                .contains("the private key " + folder + "/none cannot be read");
    }
}
