package io.vxplan.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.FactsReader;
import io.vxplan.doctor.facts.FactsScript;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.probe.Post;
import io.vxplan.doctor.probe.ProbePlan;
import io.vxplan.doctor.probe.ProbeScripts;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// The scripts by themselves, on one host.
class ProbeScriptsTest {
    private static final Topology TOPOLOGY =
            Topologies.topology(1, Samples.routed(1, new Flooding.Replicate()));
    private static final Part PART = Part.of(TOPOLOGY, Topologies.host(1));

    @AutoClose private final Machines machines = new Machines(1);

    private Facts facts(String before) {
        return FactsReader.read(machines.sh("h1", "set +e\n" + before + FactsScript.of(PART, "")));
    }

    @Test
    void whereNobodyComesBackAllGoesByItself() {
        String before = machines.dump("h1");
        SortedMap<?, List<Post>> posts =
                ProbePlan.of(
                        TOPOLOGY,
                        Topologies.allocations(TOPOLOGY),
                        Map.of(Topologies.host(1), facts("")));
        List<Post> here = posts.values().iterator().next();

        String said =
                machines.sh("h1", "set +e\n" + ProbeScripts.open(here, Duration.ofSeconds(2)));

        assertThat(said).contains("holder ", "made 0");
        assertThat(machines.dump("h1")).isEqualTo(before);
        // The VNI is free again once the namespace is gone.
        machines.sh(
                "h1",
                """
                for attempt in $(seq 300); do
                    if ip link add again type vxlan id 100 local 198.18.0.1 dstport 4789 2>/dev/null; then
                        ip link del again
                        exit
                    fi
                    sleep 0.1
                done
                exit 1
                """);
    }

    @Test
    void cardsAndClocksAreReadAsTheirProgramsSay() {
        Facts facts =
                facts(
                        """
                        date() { echo 1700000000.250000000; }
                        ethtool() {
                            case $1 in
                            -i) echo "driver: vmxnet3" ;;
                            -k) printf '%s\\n' "Features for $2:" "tx-udp_tnl-csum-segmentation: on" ;;
                            esac
                        }
                        """);

        assertThat(facts.clock()).isEqualTo(Optional.of(Instant.ofEpochMilli(1_700_000_000_250L)));
        assertThat(facts.offloads())
                .containsExactly(
                        new Facts.Offload(
                                "eth0", "vmxnet3", Map.of("tx-udp_tnl-csum-segmentation", true)));
        assertThat(facts.tools()).contains("bridge", "ping", "unshare", "nsenter");
        assertThat(facts.trials()).isEqualTo(Map.of("vxlan4", "", "vxlan6", "", "bridge", ""));
    }
}
