package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Path;

/// A way of discovery as an entry of a topology has it, with what it takes to keep strangers out.
///
/// @param way whose servers run
/// @param keys of the entry; the file `key` beside the topology holds the secret
/// @param prepare run on each machine beforehand
record Entry(Way way, String keys, String secret, String prepare) implements AutoCloseable {
    private static final String KEY = "0123456789 a secret";

    static Entry open(Mode mode, Segment segment, Path folder) throws IOException {
        return switch (mode) {
            case MULTICAST -> new Entry(mode.open(segment, folder), "key_file: key\n", KEY, "");
            case GOSSIP ->
                    new Entry(
                            mode.open(segment, folder),
                            """
                            mode: gossip
                            gossip_seeds:
                              - "{{ hostvars.h1.ansible_host }}"
                              - "{{ hostvars.h2.ansible_host }}"
                            key_file: key
                            """,
                            KEY,
                            "");
            case ETCD -> GuardedEtcd.start(segment, folder);
            case DNS ->
                    new Entry(
                            mode.open(segment, folder),
                            """
                            mode: dns
                            dns_domain: example.test
                            dns_server: %s
                            update_interval: 1s
                            dns_tsig_name: stacks
                            dns_tsig_key_file: key
                            """
                                    .formatted(Segment.server(0)),
                            NameServer.SECRET,
                            "");
        };
    }

    @Override
    public void close() throws IOException {
        way.close();
    }
}
