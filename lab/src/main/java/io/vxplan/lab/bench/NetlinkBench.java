package io.vxplan.lab.bench;

import io.vxplan.host.local.LocalHost;
import io.vxplan.model.HostName;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.plan.Change;
import io.vxplan.plan.iproute.Command;
import io.vxplan.plan.iproute.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Thousands of FDB entries and routes: netlink in process against `bridge -batch` and `ip -batch`.
///
/// Each run has a fresh namespace, which is read first, as every command does. The first run of
/// ours is with a cold JIT, as a command has it.
public final class NetlinkBench {
    private static final int RUNS = 5;
    private static final InterfaceName DEVICE = new InterfaceName("vx");
    private static final String NAMESPACE = "vxbench" + ProcessHandle.current().pid();

    private NetlinkBench() {}

    /// @param arguments how many entries; 10000 by default
    @SuppressWarnings("SystemOut")
    static void main(String... arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
        System.out.println("work\tn\tours cold s\tours s\tpeer s\tcold ratio\tratio");
        System.out.println(compare("fdb", "bridge", count, NetlinkBench::entry));
        System.out.println(compare("route", "ip", count, NetlinkBench::route));
    }

    private static String compare(String work, String peer, int count, IntFunction<Resource> made)
            throws Exception {
        List<Change> changes =
                IntStream.range(0, count)
                        .mapToObj(i -> (Change) new Change.Create(made.apply(i)))
                        .toList();
        Path batch = batch(changes);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        try {
            for (int run = 0; run < RUNS; run++) {
                ours.add(inNamespace(() -> apply(changes)));
                theirs.add(
                        inNamespace(() ->
                                seconds(() ->
                                        execute(
                                                peer,
                                                "-n",
                                                NAMESPACE,
                                                "-batch",
                                                batch.toString()))));
            }
        } finally {
            Files.delete(batch);
        }
        double cold = ours.getFirst();
        double peerMedian = median(theirs);
        return "%s\t%d\t%.3f\t%.3f\t%.3f\t%.2f\t%.2f"
                .formatted(
                        work,
                        count,
                        cold,
                        median(ours),
                        peerMedian,
                        cold / peerMedian,
                        median(ours) / peerMedian);
    }

    private static Path batch(List<Change> changes) throws IOException {
        String lines =
                changes.stream()
                        .flatMap(change -> Commands.of(change).stream())
                        .map(Command.Batched.class::cast)
                        .map(Command.Batched::line)
                        .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(Files.createTempFile("netlink-bench", ".batch"), lines);
    }

    /// What is measured, or measures itself.
    private interface Work<T> {
        T run() throws Exception;
    }

    private static double inNamespace(Work<Double> work) throws Exception {
        execute("ip", "netns", "add", NAMESPACE);
        try {
            for (String line :
                    List.of(
                            "link set dev lo up",
                            "link add name vx type vxlan id 100 local 198.18.0.1 dstport 4789 nolearning",
                            "link set dev vx up",
                            "addr add 192.168.255.1/24 dev vx")) {
                execute(("ip -n " + NAMESPACE + " " + line).split(" ", -1));
            }
            return work.run();
        } finally {
            execute("ip", "netns", "delete", NAMESPACE);
        }
    }

    private static double apply(List<Change> changes) throws Exception {
        Path namespace = Path.of("/run/netns", NAMESPACE);
        try (LocalHost host = LocalHost.inNamespace(new HostName("bench"), namespace)) {
            return seconds(() -> {
                host.apply(changes);
                return host;
            });
        }
    }

    private static double seconds(Work<?> work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Process execute(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Arrays.toString(command) + " failed");
        }
        return process;
    }

    private static FdbEntry entry(int number) {
        IpAddress peer = IpAddress.parse("198.19.0.0").plus(number % 65_000);
        return new FdbEntry(
                DEVICE,
                FdbEntry.Table.SELF,
                new MacAddress(0x020000000000L + number),
                Optional.of(FdbEntry.Destination.of(peer)),
                FdbEntry.State.PERMANENT);
    }

    private static Route route(int number) {
        IpAddress gateway = IpAddress.parse("192.168.255.2");
        return new Route(
                Route.MAIN_TABLE,
                new Prefix(IpAddress.parse("172.16.0.0").plus(number), 32),
                0,
                Mark.PROTOCOL,
                Route.UNICAST,
                List.of(new Route.NextHop(Optional.of(gateway), DEVICE, 1)));
    }
}
