package io.vxplan.lab.contract;

import io.vxplan.host.HostException;
import io.vxplan.model.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One contract for the fake, for netlink, and for iproute2.
@Execution(ExecutionMode.CONCURRENT)
class ContractTest {
    private static final HostName HOST = TopologyGenerator.host(1);
    private static final int SEEDS = Boolean.getBoolean("long") ? 100 : 40;
    private static final Path EXAMPLES = Path.of("..", "inventory-examples");

    /// Of an example with more hosts than that, the first, the middle and the last one stand for
    /// all: they differ in nothing but numbers.
    private static final int FEW_HOSTS = 10;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    /// Two states a seed, one after the other: the second is reached by updates, replacements and
    /// deletions, and then all of it is removed.
    @ParameterizedTest
    @MethodSource("seeds")
    void everyWayLeavesTheSameState(long seed) throws HostException {
        Compiled first = Compiled.generated(2 * seed);
        Compiled second = Compiled.generated(2 * seed + 1);
        try (Contract contract = new Contract(HOST, TopologyGenerator::machine)) {
            contract.apply(first);
            contract.apply(second);
            contract.destroy(second);
        }
    }

    static Stream<Arguments> hostsOfExamples() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream()
                    .map(Path::getFileName)
                    .flatMap(example ->
                            hosts(example).stream().map(host -> Arguments.of(example, host)));
        }
    }

    private static List<HostName> hosts(Path example) {
        List<HostName> hosts = new ArrayList<>(example(example).topology().hosts().keySet());
        return hosts.size() <= FEW_HOSTS
                ? hosts
                : List.of(hosts.getFirst(), hosts.get(hosts.size() / 2), hosts.getLast());
    }

    /// @param name its folder's
    static Compiled example(Path name) {
        Path folder = EXAMPLES.resolve(name);
        return Compiled.of(folder.resolve("inventory.yaml"), folder.resolve("topology.yaml"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("hostsOfExamples")
    void everyWayLeavesTheSameStateOfAnExample(Path example, HostName host) throws HostException {
        Compiled topology = example(example);
        try (Contract contract = new Contract(host, () -> topology.machine(host))) {
            contract.apply(topology);
            contract.applyAgain(topology);
            contract.destroy(topology);
        }
    }
}
