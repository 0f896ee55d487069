package io.vxplan.lab.servers;

import io.vxplan.discovery.state.Stack.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// One etcd, which answers at all addresses that a real cluster of several would have.
///
/// @param number tells it from others in the same namespace
public record EtcdServer(int number, List<Endpoint> endpoints) implements LabServer {
    /// Where it waits for other members, which never come: on the loopback interface.
    private static final int PEER_PORT = 2380;

    public EtcdServer {
        endpoints = List.copyOf(endpoints);
    }

    @Override
    public String name() {
        return "etcd" + number;
    }

    @Override
    public Map<String, String> files(Path folder) {
        return Map.of();
    }

    @Override
    public List<String> command() {
        String clients =
                endpoints.stream().map(each -> "http://" + each).collect(Collectors.joining(","));
        String peers = "http://127.0.0.1:" + (PEER_PORT + number);
        return List.of(
                "etcd",
                "--data-dir=data",
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers);
    }

    @Override
    public String ready() {
        return "ready to serve client requests";
    }

    @Override
    public String debianPackage() {
        return "etcd-server";
    }
}
