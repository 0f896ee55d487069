package io.vxplan.cli.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A real etcd of three, on addresses of a test's segment.
final class EtcdCluster implements Servers {
    private static final int MEMBERS = 3;

    private final Path folder;
    private final Segment segment;
    private final List<Server> members = new ArrayList<>();

    EtcdCluster(Segment segment, Path folder) throws IOException {
        this.segment = segment;
        this.folder = folder;
        for (int i = 0; i < MEMBERS; i++) {
            segment.addServer(i);
        }
        start();
    }

    @Override
    public String settings() {
        return """
          mode: etcd
          etcd_endpoints: [%s:2379, %s:2379, %s:2379]
          lease_ttl: 2s
        """
                .formatted(Segment.server(0), Segment.server(1), Segment.server(2));
    }

    @Override
    public void start() throws IOException {
        List<String> all =
                IntStream.range(0, MEMBERS).mapToObj(i -> "m" + i + "=" + peers(i)).toList();
        for (int i = 0; i < MEMBERS; i++) {
            members.add(
                    segment.startServer(
                            folder.resolve("etcd" + i),
                            """
                            etcd --name m%1$d --data-dir data --initial-cluster %2$s
                            --initial-advertise-peer-urls %3$s --listen-peer-urls %3$s
                            --advertise-client-urls %4$s --listen-client-urls %4$s
                            --heartbeat-interval 50 --election-timeout 500
                            """
                                    .formatted(
                                            i,
                                            String.join(",", all),
                                            peers(i),
                                            "http://%s:2379".formatted(Segment.server(i)))));
        }
        for (Server member : members) {
            member.awaitLog("ready to serve client requests");
        }
    }

    private static String peers(int member) {
        return "http://" + Segment.server(member) + ":2380";
    }

    /// One of them, for ever.
    void killMember() throws IOException {
        members.removeFirst().kill();
    }

    @Override
    public void freeze() {
        members.forEach(Server::freeze);
    }

    @Override
    public void thaw() {
        members.forEach(Server::thaw);
    }

    @Override
    public void stop() throws IOException {
        for (Server member : members) {
            member.kill();
        }
        members.clear();
    }
}
