package io.vxplan.cli.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.cli.ExitCode;
import io.vxplan.cli.program.Program.Result;
import io.vxplan.cli.program.Program.Running;
import io.vxplan.cli.program.Program.User;
import io.vxplan.lab.Lab;
import io.vxplan.lab.dump.Dump;
import io.vxplan.lab.netns.Namespaces;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An apply over SSH loses one of all that it takes while every host stands between two commands:
/// some of what is to be done is there, and some is not.
@SuppressWarnings("NullAway.Init")
class CutOffIT extends OnLab {
    private static final boolean LONG = Boolean.getBoolean("long");

    /// On all hosts at once.
    enum Loss {
        /// vxplan.
        PROGRAM,
        /// The server's processes of the session.
        SESSION,
        /// The shell there, which has the lock.
        SHELL,
        /// What that shell has begun.
        SCRIPT,
        /// The cable is pulled; it is put back, but the session does not outlive that.
        LINK
    }

    private Lab lab;
    private ToolBrake brake;
    private LabHosts hosts;
    private SortedMap<String, Dump> before;
    private SortedMap<String, Dump> wanted;

    static Stream<Arguments> losses() {
        return LONG
                ? Stream.of(Loss.values())
                        .flatMap(loss ->
                                Stream.of(Arguments.of(loss, true), Arguments.of(loss, false)))
                : Stream.of(Arguments.of(Loss.PROGRAM, true));
    }

    /// With `--confirm` each host takes back what was done, with nobody's help. Without it the next
    /// apply goes on from there.
    @ParameterizedTest(name = "{0}, confirm {1}")
    @MethodSource("losses")
    void isLostInTheMiddle(Loss loss, boolean confirm) throws Exception {
        lab = up("three-hosts", "ssh");
        brake = new ToolBrake(program, lab.inventory(), Namespaces.ofHosts(lab).values(), folder);
        try (LabHosts opened = new LabHosts(lab)) {
            hosts = opened;
            before = hosts.dumps();
            brake.rehearse();
            wanted = hosts.dumps();
            for (int step : steps(loss)) {
                clear(hosts, before);
                if (confirm) {
                    hostsGoBack(loss, step);
                } else {
                    theNextApplyGoesOn(loss, step);
                }
                assertAlike(loss + " at step " + step, confirm ? before : wanted, hosts.dumps());
                System.out.println("fault: CutOffIT");
            }
        }
    }

    /// After which every host has done something, and none everything. To notice that a link is
    /// down takes a minute.
    private int[] steps(Loss loss) {
        int[] all = IntStream.range(1, brake.fewest()).toArray();
        return LONG && loss != Loss.LINK ? all : new int[] {all[all.length / 2]};
    }

    private void hostsGoBack(Loss loss, int step) throws IOException {
        try (Running apply = brake.startUpTo(step, "--confirm", "3s")) {
            lose(loss, apply);
            Shell.await(() ->
                    onHosts("ls -d /run/vxplan.$inode.confirm* 2>/dev/null || :")
                            .lines()
                            .allMatch(file -> file.endsWith(".reverted")));
            comeBack(loss);
            if (loss == Loss.SCRIPT) {
                assertFailed(apply, "the host is as it was before\nApplied: 0 hosts changed");
            } else if (loss != Loss.PROGRAM) {
                String said =
                        assertFailed(
                                apply, "not confirmed, because not every host is as planned: ");
                // Some may have done so by now.
                assertThat(said)
                        .containsPattern(
                                "planned: (?=.*pcalon)(?=.*rog)(?=.*tera).*(go|gone) back, each 3s after");
            }
        }
    }

    private void theNextApplyGoesOn(Loss loss, int step) throws IOException {
        try (Running apply = brake.startUpTo(step)) {
            lose(loss, apply);
            if (loss != Loss.PROGRAM) {
                assertFailed(apply, "Applied: 0 hosts changed, 3 failed.");
            }
        }
        comeBack(loss);
        Result next =
                program.run(
                        User.ROOT,
                        "apply",
                        "--yes",
                        "--lock-timeout",
                        "1m",
                        lab.inventory().toString());
        assertThat(next.exitCode()).as(next.output()).isZero();
    }

    private static String assertFailed(Running apply, String words) throws IOException {
        Result result = apply.await();
        assertThat(result.exitCode()).as(result.output()).isEqualTo(ExitCode.ERROR);
        assertThat(result.output()).contains(words);
        return result.output();
    }

    private void lose(Loss loss, Running apply) throws IOException {
        hosts.dumps()
                .forEach((host, dump) ->
                        assertThat(dump).isNotIn(before.get(host), wanted.get(host)));
        switch (loss) {
            case PROGRAM -> Shell.kill(apply);
            case SESSION ->
                    onHosts(
                            """
                            for pid in $(ip netns pids $name); do
                                case $(tr '\\0' ' ' </proc/$pid/cmdline) in
                                    sshd*': root'*) kill -9 $pid ;;
                                esac
                            done
                            """);
            case SHELL -> onHosts("read -r _ pid _ </run/vxplan.$inode.lock; kill -9 $pid");
            case SCRIPT -> brake.killWhatStands();
            case LINK -> onHosts("ip -n $wire link set dev $port down");
        }
        brake.goOn();
    }

    private void comeBack(Loss loss) {
        if (loss == Loss.LINK) {
            // A connection is refused while the kernel has not seen that the cable is back.
            onHosts(
                    """
                    ip -n $wire link set dev $port up
                    until ip -n $name -o link show dev eth0 | grep -q 'state UP' &&
                        ip -n $wire -o link show dev $port | grep -q 'state UP'; do sleep 0.02; done
                    """);
        }
    }

    /// Of a machine that has them all.
    private String onHosts(String script) {
        String names =
                Stream.of(Namespaces.ofHosts(lab).values().toArray(Path[]::new))
                        .map(path -> path.getFileName() + " ")
                        .reduce("", String::concat);
        return Shell.run(
                """
                for name in %s; do
                    inode=$(stat -L -c %%i /run/netns/$name)
                    far=$(ip -n $name -o link show dev eth0 | sed 's/.*@if\\([0-9]*\\).*/\\1/')
                    wire=%s
                    port=$(ip -n $wire -o link | sed -n "s/^$far: \\([^@]*\\)@.*/\\1/p")
                %s
                done
                """
                        .formatted(names, Namespaces.ofUnderlay(lab).getFileName(), script));
    }
}
