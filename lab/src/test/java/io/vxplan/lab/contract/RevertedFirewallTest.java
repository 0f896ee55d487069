package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.Holder;
import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.confirm.Confirmation;
import io.vxplan.host.confirm.Confirmation.Answer;
import io.vxplan.model.HostName;
import io.vxplan.plan.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host that leads its firewall back by itself does so in one transaction, as `nft monitor` sees
/// it: there is no moment in which a stranger gets in, or a peer is kept out.
class RevertedFirewallTest {
    private static final HostName HOST = new HostName("h1");
    private static final Holder NOBODY = Holder.of("nobody", "none");
    private static final Duration NEVER = Duration.ofHours(1);
    private static final boolean LONG = Boolean.getBoolean("long");

    @TempDir private Path folder;

    @Test
    void onceMade() throws HostException, IOException {
        try (Machine machine = topology(1, "none").machine(HOST);
                Host host = Way.IPROUTE.open(HOST, machine)) {
            endEverywhere(machine, host, topology(3, "peers").plan(host).changes());
        }
    }

    @Test
    void onceMadeAnew() throws HostException, IOException {
        try (Machine machine = topology(1, "none").machine(HOST);
                Host host = Way.IPROUTE.open(HOST, machine)) {
            Compiled topology = topology(3, "peers");
            topology.apply(host);
            machine.run(
                    """
                    nft add rule ip vxplan/demo/guarded input accept
                    nft delete element ip vxplan/demo/guarded peers { 198.18.0.2 }
                    nft add element ip vxplan/demo/guarded peers { 198.18.0.66 }
                    """);
            endEverywhere(machine, host, topology.plan(host).changes());
        }
    }

    @Test
    void onceItsPeersAreOthers() throws HostException, IOException {
        try (Machine machine = topology(1, "none").machine(HOST);
                Host host = Way.IPROUTE.open(HOST, machine)) {
            topology(3, "peers").apply(host);
            machine.run("nft add element ip vxplan/demo/guarded peers { 198.18.0.66 }");
            endEverywhere(machine, host, topology(4, "peers").plan(host).changes());
        }
    }

    @Test
    void onceRemoved() throws HostException, IOException {
        try (Machine machine = topology(1, "none").machine(HOST);
                Host host = Way.IPROUTE.open(HOST, machine)) {
            topology(3, "peers").apply(host);
            endEverywhere(machine, host, topology(3, "none").plan(host).changes());
        }
    }

    private static void endEverywhere(Machine machine, Host host, List<Change> changes)
            throws HostException {
        String before = ruleset(machine);
        for (int position : positions(changes.size())) {
            Confirmation.arm(host, changes, NOBODY, NEVER);
            host.apply(changes.subList(0, position));
            boolean changed = !ruleset(machine).equals(before);
            try (NftMonitor monitor = new NftMonitor(machine)) {
                assertThat(Confirmation.revert(host)).isEqualTo(Answer.REVERTED);

                assertThat(monitor.transactions())
                        .as("at %d of %s", position, changes)
                        .isBetween(changed ? 1 : 0, 1);
            }
            assertThat(ruleset(machine)).isEqualTo(before);
            System.out.println("fault: RevertedFirewallTest");
        }
        assertThat(changes).isNotEmpty();
    }

    private static SequencedSet<Integer> positions(int changes) {
        return LONG
                ? new TreeSet<>(IntStream.rangeClosed(0, changes).boxed().toList())
                : new TreeSet<>(List.of(0, changes));
    }

    private static String ruleset(Machine machine) {
        return machine.run("nft -s list ruleset");
    }

    private Compiled topology(int hosts, String firewall) throws IOException {
        StringBuilder inventory = new StringBuilder("all:\n  hosts:\n");
        for (int number = 1; number <= hosts; number++) {
            inventory.append("    h%1$d: { vxplan_underlay: 198.18.0.%1$d }\n".formatted(number));
        }
        return Compiled.of(
                Files.writeString(folder.resolve("inventory.yaml"), inventory),
                Files.writeString(
                        folder.resolve("topology.yaml"),
                        """
                        version: 1
                        name: demo
                        overlays:
                          guarded: { vni: 1000, subnets: 172.20.0.0/24, firewall: %s }
                        """
                                .formatted(firewall)));
    }
}
