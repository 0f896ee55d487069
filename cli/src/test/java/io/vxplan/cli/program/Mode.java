package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/// The ways of discovery, with real servers where it takes some.
enum Mode {
    MULTICAST,
    GOSSIP,
    ETCD,
    DNS;

    /// Those that a test of all of them does: at length all, else the simplest.
    static Stream<Mode> tested() {
        return Arrays.stream(values())
                .filter(mode -> mode == MULTICAST || Boolean.getBoolean("long"));
    }

    /// Starts what it takes.
    ///
    /// @param folder for data and logs of servers
    Way open(Segment segment, Path folder) throws IOException {
        return switch (this) {
            case MULTICAST -> () -> "  mode: multicast\n";
            case GOSSIP ->
                    () ->
                            """
                              mode: gossip
                              gossip_seeds: [%s, %s]
                            """
                                    .formatted(Segment.address(1), Segment.address(2));
            case ETCD -> new EtcdCluster(segment, folder);
            case DNS -> new NameServer(segment, folder);
        };
    }
}
