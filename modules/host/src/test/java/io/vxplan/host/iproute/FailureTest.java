package io.vxplan.host.iproute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vxplan.host.Host.CommandResult;
import io.vxplan.host.HostException;
import io.vxplan.host.Wanted;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Route;
import io.vxplan.plan.Change;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What hosts say, and what is made of it for the user.
class FailureTest {
    private static final HostName NAME = new HostName("h1");

    private static final Change VXLAN =
            new Change.Create(Wanted.state().link(Wanted.VXLAN100).orElseThrow());
    private static final Change ROUTE =
            new Change.Create(Wanted.state().all(Route.class).findFirst().orElseThrow());

    /// A host that answers every script with the same words.
    private record Says(int exitCode, String output, String errors) implements RemoteShell {
        @Override
        public CommandResult run(String script, Duration timeout) {
            return new CommandResult(exitCode, output, errors);
        }

        @Override
        public CommandResult run(String script, InputStream input, Duration timeout) {
            return run(script, timeout);
        }

        @Override
        public CommandResult runItself(String script, Duration timeout) {
            return run(script, timeout);
        }

        @Override
        public boolean runBeside(String script) {
            return false;
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '--- version\\nip utility, iproute2-4.20.0\\n' | '' | the host has an iproute2 that is too old: `ip -V` says "ip utility, iproute2-4.20.0" | install iproute2 5.5 (January 2020) or newer there
                    '--- version\\nsh: 5: ip: not found\\n' | '' | the host has no iproute2: sh: 5: ip: not found | install iproute2 5.5 (January 2020) or newer there
                    '--- version\\nBusyBox v1.36.1\\n' | '' | the host has no iproute2: `ip -V` says "BusyBox v1.36.1" | install iproute2 5.5 (January 2020) or newer there
                    '' | 'sh: syntax error' | the host's `sh` did not run our script (exit code 1): sh: syntax error | the login's shell must run commands and print nothing of its own
                    '--- version\\nip utility, iproute2-6.1.0\\n--- tables\\n[]\\n' | 'Cannot send dump request: No buffer space\\nCommand failed -:2' | reading the host's tables failed: Cannot send dump request: No buffer space; Command failed -:2 | ''
                    '--- version\\nip utility, iproute2-6.1.0\\n--- lock\\n' | 'another apply held it for 60 seconds' | reading the host's lock failed: another apply held it for 60 seconds | ''
                    """)
    void reading(String output, String errors, String problem, String advice) {
        try (IprouteHost host = new IprouteHost(NAME, new Says(1, lines(output), lines(errors)))) {
            HostException failure = catchThrowableOfType(HostException.class, host::observe);

            assertThat(failure).hasMessage(problem);
            assertThat(failure.advice()).isEqualTo(advice);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    '--- root' | the login is not root, and changing the network needs root | log in as root
                    '--- root\\n--- flock' | there is no `flock` on the host | install the package util-linux there
                    '--- root\\n--- flock\\n--- lock' | another apply held the host's lock for 60 seconds | wait until it is done
                    '' | the shell there ended with exit code 1 before it began our script | somebody may have ended the session: plan again
                    'sh: Bad substitution' | the script did not start: sh: Bad substitution | is `sh` there a POSIX shell?
                    '--- lock\\n--- 0\\nError: Unknown device type.\\nCommand failed -:1' | `ip link add name vxlan100 ...` failed: Error: Unknown device type | the kernel there may lack VXLAN: try `modprobe vxlan`
                    '--- lock\\n--- 0\\nRTNETLINK answers: Operation not supported\\nCommand failed -:1' | `ip link add name vxlan100 ...` failed: RTNETLINK answers: Operation not supported | the kernel there may lack VXLAN
                    '--- lock\\n--- 0\\nRTNETLINK answers: Operation not permitted\\nCommand failed -:1' | `ip link add name vxlan100 ...` failed: RTNETLINK answers: Operation not permitted | root there may not change the network (no CAP_NET_ADMIN
                    '--- lock\\n--- 0\\nRTNETLINK answers: File exists\\nCommand failed -:1' | `ip link add name vxlan100 ...` failed: RTNETLINK answers: File exists | another device has VNI 100 on port 4789, or the name vxlan100. If it came since the host was read, plan again. It may also be in another network namespace
                    '--- lock\\n--- 0\\nRTNETLINK answers: File exists\\nCommand failed -:5' | `ip route add 172.21.0.0/16 ...` failed: RTNETLINK answers: File exists | somebody else changed the host since it was read: plan again
                    '--- lock\\n--- 0\\nCannot find device "vxlan100"\\nCommand failed -:5' | `ip route add 172.21.0.0/16 ...` failed: Cannot find device "vxlan100" | somebody else changed the host since it was read: plan again
                    '--- lock\\n--- 0\\nError: Nexthop has invalid gateway.\\nCommand failed -:5' | `ip route add 172.21.0.0/16 ...` failed: Error: Nexthop has invalid gateway | look whether the interface there is up
                    '--- lock\\n--- 0\\nRTNETLINK answers: Address already in use\\nCommand failed -:1' | `ip link add name vxlan100 ...` failed: RTNETLINK answers: Address already in use | another program there has UDP port 4789
                    '--- lock\\n--- 0' | `ip link add name vxlan100 ...` failed: no reason given | ''
                    """)
    void writing(String errors, String problem, String advice) {
        try (IprouteHost host = new IprouteHost(NAME, new Says(1, "", lines(errors) + "\n"))) {
            HostException failure =
                    catchThrowableOfType(
                            HostException.class, () -> host.apply(List.of(VXLAN, ROUTE)));

            String message =
                    String.valueOf(failure.getMessage())
                            .replaceAll("(add (name )?\\S+) [^`]*`", "$1 ...`");
            assertThat(message).isEqualTo(problem);
            assertThat(failure.advice()).startsWith(advice);
        }
    }

    @Test
    void aShellThatIsKilled() {
        try (IprouteHost host = new IprouteHost(NAME, new Says(137, "", "--- lock\n"))) {
            for (ThrowingCallable task :
                    List.<ThrowingCallable>of(host::observe, () -> host.apply(List.of(VXLAN)))) {
                assertThat(catchThrowableOfType(HostException.class, task))
                        .hasMessage("the shell there that ran our script was ended by signal 9");
            }
        }
    }

    private static String lines(String text) {
        return text.replace("\\n", "\n");
    }
}
