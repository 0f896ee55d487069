package io.vxplan.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.Wanted;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What a login is good for: reading and changing the host, as root, whatever happens on the way.
class SshHostsTest extends WithSshServer {
    @Test
    void whatIsAppliedIsObserved() throws HostException {
        try (Host host = open(target().key(newKey("ed25519")))) {
            host.apply(Wanted.changes(host, Wanted.state()));

            assertThat(Wanted.changes(host, Wanted.state())).isEmpty();
            assertThat(host.observe().byKey()).containsAllEntriesOf(Wanted.state().byKey());
        }
    }

    @Test
    void sudoWithAPassword() throws HostException {
        Path key = newKey("ed25519");

        assertLogsIn(target().user("alice").key(key).sudo(SshServer.PASSWORD), "0");

        HostException failure =
                runFailure(target().user("alice").key(key).sudo("not the password"));
        assertThat(failure).hasMessage("sudo did not take the password");
    }

    @Test
    void sudoWithoutAPasswordThatItWants() {
        HostException failure = runFailure(target().user("alice").key(newKey("ed25519")).sudo());

        assertThat(failure).hasMessage("sudo refused alice: sudo: a password is required");
        assertThat(failure.advice()).contains("ansible_become_password");
    }

    @Test
    void connectionRefused() {
        HostException failure = failure(target().at("127.0.0.1", 23).key(newKey("ed25519")));

        assertThat(failure).hasMessage("can't connect to 127.0.0.1 port 23: connection refused");
    }

    @Test
    void aNameThatIsNotKnown() {
        HostException failure = failure(target().at("h1.invalid", 22).key(newKey("ed25519")));

        assertThat(failure)
                .hasMessage("can't connect to h1.invalid port 22: the name is not known");
    }

    @Test
    void aScriptThatTakesTooLong() throws HostException {
        try (Host host = open(target().key(newKey("ed25519")))) {
            HostException failure =
                    catchThrowableOfType(
                            HostException.class,
                            () -> host.run("exec sleep 5", Duration.ofMillis(300)));

            assertThat(failure).hasMessageStartingWith("a script did not end within 0 s");
        }
    }

    @Test
    void aConnectionThatBreaks() throws HostException {
        try (Host host = open(target().key(newKey("ed25519")))) {
            // the parent of the shell is the session's process of sshd
            String script = "kill $PPID; sleep 5";
            assertThat(catchThrowableOfType(HostException.class, () -> run(host, script)))
                    .hasMessageStartingWith("the connection broke while a script ran: ");
            assertThat(catchThrowableOfType(HostException.class, () -> run(host, "true")))
                    .hasMessageStartingWith("the connection broke while a script ran: ");
        }
    }

    @Test
    void aScriptThatIsKilled() throws HostException {
        try (Host host = open(target().key(newKey("ed25519")))) {
            assertThat(host.run("kill -9 $$", Duration.ofSeconds(20)).exitCode()).isEqualTo(137);
        }
    }

    @Test
    void muchOutputAndMuchInput() throws HostException {
        String line = "x".repeat(99);
        String script = "cat <<'END'\n" + (line + "\n").repeat(60_000) + "END\nexit 7";
        try (Host host = open(target().key(newKey("ed25519")))) {
            Host.CommandResult result = host.run(script, Duration.ofMinutes(1));

            assertThat(result.exitCode()).isEqualTo(7);
            assertThat(result.output()).hasSize(6_000_000);
        }
    }

    private static void run(Host host, String script) throws HostException {
        host.run(script, Duration.ofSeconds(20));
    }

    private HostException runFailure(SshTarget target) {
        return catchThrowableOfType(HostException.class, () -> assertLogsIn(target));
    }
}
