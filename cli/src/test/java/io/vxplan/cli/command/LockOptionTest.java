package io.vxplan.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.host.Holder;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.HostName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockOptionTest {
    @TempDir private Path folder;
    private Site site;

    @BeforeEach
    void twoHosts() {
        site = new Site(folder, 2);
        site.write(
                "topology.yaml",
                "version: 1\nname: demo\noverlays: { blue: { vni: 1000, subnets: [10.0.0.0/24] } }\n");
    }

    @AfterEach
    void close() {
        site.close();
    }

    private LocalHost locked(String host) throws Exception {
        LocalHost locked = LocalHost.inNamespace(new HostName(host), site.namespace(host));
        assertThat(locked.lock(Holder.of("alice@laptop", "her.yaml"), Duration.ZERO)).isEmpty();
        return locked;
    }

    @ParameterizedTest
    @ValueSource(strings = {"apply", "destroy"})
    void oneHostThatAnotherHasStopsAll(String command) throws Exception {
        try (LocalHost host = locked("h2")) {
            Said said = site.vxplan(command + " inventory.yaml --yes");

            assertThat(said.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(said.results()).doesNotContain("Applied").doesNotContain("vxlan1000");
            assertThat(said.messages())
                    .matches(
                            "error: host 'h2' is locked by alice@laptop, since \\S+Z, with her.yaml: nothing was changed on any host;"
                                    + " run it again when that is done, or let it wait with --lock-timeout 5m\n");
            assertThat(host.name()).hasToString("h2");
            assertThat(site.sh("h1", "ip -br link")).doesNotContain("vxlan1000");
            assertThat(folder.resolve("topology.lock.yaml")).doesNotExist();
            assertThat(site.vxplan("plan inventory.yaml").exitCode()).isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void isWaitedFor() throws Exception {
        LocalHost host = locked("h1");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Said> waiting =
                    threads.submit(
                            () -> site.vxplan("apply inventory.yaml --yes --lock-timeout 1m"));
            assertThat(waiting).isNotDone();
            host.close();

            assertThat(waiting.get().exitCode())
                    .as(waiting.get().toString())
                    .isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void isATime() {
        assertThat(site.vxplan("apply inventory.yaml --lock-timeout soon").messages())
                .isEqualTo(
                        "error: --lock-timeout is 'soon': it must be a time such as 90s, 5m or 1h; see `vxplan apply --help`\n");
    }
}
