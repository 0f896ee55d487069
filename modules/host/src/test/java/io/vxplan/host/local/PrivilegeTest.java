package io.vxplan.host.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.HostException;
import io.vxplan.host.Wanted;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.plan.Change;
import io.vxplan.testing.Program;
import io.vxplan.testing.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A JVM can't give up what it has, nor enter a user namespace: these tests start others.
class PrivilegeTest {
    private final TestNamespace namespace = new TestNamespace();

    @AfterEach
    void close() {
        namespace.close();
    }

    @Test
    void withoutTheCapabilityItIsToldSo() {
        List<String> wrapper =
                List.of("setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin");

        assertThat(start(wrapper).output())
                .isEqualTo(
                        """
                        the kernel says EPERM (operation not permitted)
                        run as root, or with the capability CAP_NET_ADMIN
                        """);
    }

    /// Where a larger buffer for the kernel's answers is refused.
    @Test
    void inAUserNamespaceThousandsOfEntriesAreMadeAndErrorsAreSeen() {
        List<String> wrapper = List.of("unshare", "--user", "--map-root-user", "--net");

        assertThat(start(wrapper).output())
                .isEqualTo(
                        """
                        2000 entries
                        the kernel says ENOENT (no such file or directory)
                        somebody else changed the host since it was read: plan again
                        """);
    }

    private Program.Result start(List<String> wrapper) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(
                List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyEntries.class.getName()));
        return namespace.run(command, "");
    }

    /// A program for the namespace it is started in.
    static final class ManyEntries {
        private ManyEntries() {}

        @SuppressWarnings("SystemOut")
        static void main() {
            try (LocalHost here = LocalHost.here(new HostName("h1"))) {
                here.apply(List.of(new Change.Create(Wanted.link("vxlan100"))));
                here.apply(entries().map(entry -> (Change) new Change.Create(entry)).toList());
                System.out.println(
                        here.observe()
                                        .all(FdbEntry.class)
                                        .filter(entry -> entry.destination().isPresent())
                                        .count()
                                + " entries");
                List<Change> deletions =
                        entries()
                                .map(entry -> (Change) new Change.Delete(entry, List.of()))
                                .toList();
                here.apply(deletions);
                here.apply(deletions);
            } catch (HostException e) {
                System.out.println(e.getMessage());
                System.out.println(e.advice());
            }
        }

        private static Stream<FdbEntry> entries() {
            return IntStream.range(0, 2000).mapToObj(Wanted::peer);
        }
    }
}
