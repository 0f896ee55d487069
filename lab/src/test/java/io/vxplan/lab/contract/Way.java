package io.vxplan.lab.contract;

import io.vxplan.host.Host;
import io.vxplan.host.HostException;
import io.vxplan.host.iproute.IprouteHost;
import io.vxplan.host.local.LocalHost;
import io.vxplan.model.HostName;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// How a machine is read and changed.
enum Way {
    NETLINK,
    IPROUTE;

    /// Each way with each of so many seeds.
    static Stream<Arguments> withSeeds(int seeds) {
        return Stream.of(values())
                .flatMap(
                        way -> IntStream.range(0, seeds).mapToObj(seed -> Arguments.of(way, seed)));
    }

    /// The machines are namespaces: no files and services are theirs.
    Host open(HostName name, Machine machine) throws HostException {
        return switch (this) {
            case NETLINK -> LocalHost.inNamespace(name, machine.namespace());
            case IPROUTE -> new IprouteHost(name, new NamespaceShell(machine), Optional.empty());
        };
    }
}
