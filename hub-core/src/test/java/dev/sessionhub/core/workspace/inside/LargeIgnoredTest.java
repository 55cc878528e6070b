package dev.sessionhub.core.workspace.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LargeIgnoredTest {

    private static Set<String> parse(String text) throws IOException {
        return LargeIgnored.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void large_directories_are_named_as_they_are() throws IOException {
        assertThat(parse("900000\tnode_modules/\0" + "70000\ta b/[x*\n/\0" + "65535\tbuild/\0"))
                .containsExactlyInAnyOrder("node_modules", "a b/[x*\n");
    }

    @Test
    void what_leads_out_or_holds_the_commits_is_refused_and_so_is_nonsense() throws IOException {
        assertThat(parse("900000\t.git/\0" + "900000\t.GIT/objects/\0" + "900000\t../up/\0" + "900000\ta/../../b/\0"
                        + "900000\t/etc/\0" + "900000\t./\0" + "900000\t/\0" + "900000\t\0" + "900000\ta//b/\0"
                        + "900000000000000000000\tx/\0" + "nonsense\0" + "900000\tcut-off"))
                .isEmpty();
        assertThat(parse("900000\t.github/\0" + "900000\ta..b/..c/\0"))
                .containsExactlyInAnyOrder(".github", "a..b/..c");
    }
}
