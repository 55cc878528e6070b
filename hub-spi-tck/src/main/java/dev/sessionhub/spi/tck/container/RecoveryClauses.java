package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.Container.State;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

abstract class RecoveryClauses extends Clauses {

    RecoveryClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void a_restarted_hub_finds_everything_again() {
        ContainerSpec first = bench().spec(Map.of("KEPT", "over a restart"), Map.of());
        ContainerHandle running = bench().running(first);
        ContainerHandle created = bench().created();
        ContainerHandle stopped = bench().running();
        provider().stop(stopped, Duration.ZERO);
        bench().sh(running, "tmux -S $SESSION_HUB_RUN/t new-session -d -s kept cat");
        provider().close();

        ContainerProvider after = bench().restarted();
        assertThat(after.list())
                .as("list: everything that carries this hub's label, whatever its state")
                .extracting(Container::handle)
                .containsExactlyInAnyOrder(running, created, stopped);
        assertThat(after.find(running)).get().satisfies(container -> {
            assertThat(container.state()).as("close: environments go on").isEqualTo(State.RUNNING);
            assertThat(container.sessionId()).as("the label").isEqualTo(first.sessionId());
        });
        assertThat(after.find(created))
                .as("find: how it is now, also after a restart of the hub")
                .get()
                .extracting(Container::state)
                .isEqualTo(State.CREATED);
        assertThat(after.find(stopped))
                .as("find: how it is now, also after a restart of the hub")
                .get()
                .extracting(Container::state)
                .isEqualTo(State.STOPPED);
        Ended answer = bench().run(
                        after,
                        running,
                        ExecSpec.of("sh", "-c", "tmux -S $SESSION_HUB_RUN/t has-session -t kept && echo $KEPT"));
        assertThat(answer)
                .as("after a restart of the hub: processes live on, and the spec's variables are still there")
                .isEqualTo(new Ended(0, "over a restart\n", ""));
    }

    @Test
    void a_restarted_hub_can_go_on_with_what_it_finds() {
        ContainerHandle handle = bench().created();
        provider().close();
        ContainerProvider after = bench().restarted();
        after.start(handle);
        after.stop(handle, Duration.ZERO);
        after.remove(handle);
        assertThat(after.list()).as("remove of what an earlier instance made").isEmpty();
    }

    @Test
    void two_instances_of_one_hub_see_the_same_at_once() {
        ContainerProvider other = bench().restarted();
        ContainerHandle handle = bench().created();
        other.start(handle);
        assertThat(look(handle).state()).as("nothing is kept in memory alone").isEqualTo(State.RUNNING);
        other.remove(handle);
        assertThat(provider().find(handle))
                .as("nothing is kept in memory alone")
                .isEmpty();
    }

    @Test
    void another_hub_sees_nothing_of_it() {
        ContainerSpec spec = bench().spec();
        ContainerHandle ours = bench().running(spec);
        ContainerProvider stranger = bench().stranger();
        assertThat(stranger.list())
                .as("list: what carries this hub's label, and nothing else")
                .isEmpty();
        ContainerHandle theirs = stranger.create(spec);
        try {
            stranger.start(theirs);
            assertThat(stranger.list())
                    .as("list: what carries this hub's label, and nothing else")
                    .extracting(Container::handle)
                    .containsExactly(theirs);
            assertThat(provider().list())
                    .as("list: what carries this hub's label, and nothing else")
                    .extracting(Container::handle)
                    .containsExactly(ours);
            stranger.stop(theirs, Duration.ZERO);
            assertThat(look(ours).state())
                    .as("stop: does not reach another hub's environment, even of the same session")
                    .isEqualTo(State.RUNNING);
        } finally {
            stranger.remove(theirs);
        }
        assertThat(bench().sh(ours, "echo alive").out())
                .as("remove: does not reach another hub's environment, even of the same session")
                .isEqualTo("alive\n");
    }
}
