package dev.sessionhub.web.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.failure.WorkAtRisk;
import dev.sessionhub.spi.ProviderException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    @Test
    void every_failure_of_the_core_has_a_status() {
        for (FailureCode code : FailureCode.values()) {
            assertThatCode(() -> Problems.of(new HubException(code, "x")))
                    .as(code.name())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void every_failure_of_a_plug_in_has_a_status() {
        for (ProviderException.Code code : ProviderException.Code.values()) {
            assertThat(Problems.of(new ProviderException(code, "x")).code().status())
                    .as(code.name())
                    .isBetween(400, 504);
        }
    }

    @Test
    void a_fault_of_ours_tells_a_reference_and_nothing_else() {
        String json = ProblemJson.of(Problems.of(new IllegalStateException("/secret/path of the hub")));
        assertThat(json).contains("\"status\":500", "\"reference\":\"").doesNotContain("secret", "Illegal");
    }

    @Test
    void a_database_that_is_away_is_not_a_fault_of_ours() {
        Exception wrapped = new RuntimeException(new RuntimeException(new SQLException("refused", "08001")));
        assertThat(Problems.of(wrapped).code()).isEqualTo(ProblemCode.DATABASE_UNAVAILABLE);
        Exception wrong = new RuntimeException(new SQLException("syntax", "42601"));
        assertThat(Problems.of(wrong).code()).isEqualTo(ProblemCode.INTERNAL);
    }

    @Test
    void a_deletion_that_would_lose_work_says_what() {
        HubException failure = HubException.workAtRisk(new WorkAtRisk(List.of("a\"b"), 1, 2, "main"));
        assertThat(ProblemJson.of(Problems.of(failure)))
                .contains("\"code\":\"UNCOMMITTED_WORK\"", "\"lost\":{\"files\":[\"a\\\"b\"]", "\"commits\":2");
    }

    @Test
    void every_close_code_is_one_a_server_may_send() {
        for (ProblemCode code : ProblemCode.values()) {
            assertThat(code.closeCode()).as(code.name()).isIn(1009, 1011, 1013, 4400, 4401, 4403, 4404, 4410);
        }
    }
}
