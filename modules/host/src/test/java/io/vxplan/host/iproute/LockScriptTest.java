package io.vxplan.host.iproute;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.HostName;
import io.vxplan.testing.TestNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A shell that has taken a lock, and is not watched.
class LockScriptTest {
    private static final Holder ALICE = Holder.of("alice", "a.yaml");
    private static final Holder BOB = Holder.of("bob", "b.yaml");
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private final TestNamespace namespace = new TestNamespace();
    private final NamespaceShell shell = new NamespaceShell(namespace);
    private LockScript.Guarded guarded;

    @BeforeEach
    void take() {
        String script = LockScript.take(ALICE, Duration.ZERO, SILENCE);
        guarded = LockScript.Guarded.parse(shell.runItself(script, PATIENT).output());
    }

    @AfterEach
    void end() {
        shell.close();
        namespace.close();
    }

    private Host other() throws HostException {
        return LocalHost.inNamespace(new HostName("h1"), Path.of("/run/netns", namespace.name()));
    }

    private static boolean lives(long process) {
        return ProcessHandle.of(process).isPresent();
    }

    /// As when the connection is lost before the watch is there.
    @Test
    void isEndedAfterAWhile() throws HostException {
        try (Host other = other()) {
            assertThat(other.lock(BOB, PATIENT)).isEmpty();
        }
        assertThat(lives(guarded.process())).isFalse();
    }

    @Test
    void isLeftAloneWhereNoneCanBe() throws Exception {
        shell.run(guarded.callOff(), PATIENT);

        Thread.sleep(SILENCE.plusSeconds(2));
        try (Host other = other()) {
            assertThat(other.lock(BOB, Duration.ZERO).orElseThrow().who()).isEqualTo(ALICE.who());
        }
    }

    @Test
    void leavesNothingWithTheLock() throws Exception {
        shell.runItself(LockScript.RELEASE, PATIENT);

        Thread.sleep(SILENCE.plusSeconds(2));
        // A shell notices with its next child what has become of the others.
        shell.run("true", PATIENT);
        assertThat(lives(guarded.timer())).isFalse();
        assertThat(lives(guarded.process())).isTrue();
    }

    /// Whose number it is by now.
    @Test
    void callsOffNobodyElse() throws Exception {
        Process another = new ProcessBuilder("sleep", "60").start();
        shell.run(new LockScript.Guarded(guarded.process(), another.pid()).callOff(), PATIENT);

        assertThat(another.waitFor(1, TimeUnit.SECONDS)).isFalse();
        another.destroy();
    }
}
