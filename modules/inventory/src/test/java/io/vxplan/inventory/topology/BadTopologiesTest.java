package io.vxplan.inventory.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.inventory.Inventories;
import io.vxplan.inventory.Inventory;
import io.vxplan.inventory.Parsed;
import io.vxplan.inventory.yaml.YamlReader;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Topology;
import io.vxplan.plan.compile.Compilation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What users get wrong, and what they are told: through all that happens before a host is looked
/// at.
class BadTopologiesTest {
    static List<Case> cases() throws IOException {
        return Case.in("bad-topologies.txt");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsWrong(Case bad) {
        assertThat(problems(bad))
                .containsExactlyElementsOf(bad.part("says").strip().lines().toList());
    }

    private static List<String> problems(Case bad) {
        Inventory inventory =
                bad.parts().containsKey("inventory")
                        ? Inventories.of(bad.part("inventory"))
                        : Inventories.numbered(3);
        Parsed<Topology> topology =
                TopologyReader.read(bad.part("topology"), "topology.yaml", inventory);
        Parsed<Allocations> locked =
                LockFile.read(YamlReader.read(bad.part("lock"), "topology.lock.yaml"));
        List<Diagnostic> problems = new ArrayList<>(topology.problems());
        problems.addAll(locked.problems());
        topology.value()
                .ifPresent(value ->
                        problems.addAll(
                                Compilation.of(value, locked.value().orElse(Allocations.EMPTY))
                                        .problems()));
        return problems.stream().map(Diagnostic::toString).toList();
    }
}
