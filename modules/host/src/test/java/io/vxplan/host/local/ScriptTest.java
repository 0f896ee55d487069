package io.vxplan.host.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import io.vxplan.testing.TestNamespace;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static final Duration SECONDS = Duration.ofSeconds(20);

    private final TestNamespace namespace = new TestNamespace();
    private final LocalHost host;

    ScriptTest() throws HostException {
        host = LocalHost.inNamespace(new HostName("h1"), namespace.path());
    }

    @AfterEach
    void close() {
        host.close();
        namespace.close();
    }

    @Test
    void scriptsRunInTheNamespace() throws HostException {
        namespace.sh("ip link add name here type bridge");

        CommandResult result = host.run("ip -br link show dev here; echo err >&2; exit 3", SECONDS);

        assertThat(result.output()).startsWith("here ");
        assertThat(result.errors()).isEqualTo("err\n");
        assertThat(result.exitCode()).isEqualTo(3);
    }

    @Test
    void aSignalIsPartOfTheExitCode() throws HostException {
        assertThat(host.run("kill -9 $$", SECONDS).exitCode()).isEqualTo(137);
    }

    @Test
    void aScriptReadsNothing() throws HostException {
        assertThat(host.run("cat", SECONDS)).isEqualTo(new CommandResult(0, "", ""));
    }

    @Test
    void aScriptThatDoesNotEndIsEnded() {
        HostException failure =
                catchThrowableOfType(
                        HostException.class,
                        () -> host.run("sleep 1000 & sleep 1000", Duration.ofMillis(200)));

        assertThat(failure).hasMessage("run `sleep 1000 & sleep 1000`: no end within 200 ms");
        assertThat(namespace.sh("ip netns pids " + namespace.name() + " | xargs -r ps -o args= -p"))
                .doesNotContain("sleep 1000");
    }
}
