package io.vxplan.discovery.etcd;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.state.Stacks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Hosts that meet at a real etcd, and a stranger who writes there.
abstract class OnEtcd {
    static final Duration LONG = Duration.ofSeconds(30);

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration SHORT = Duration.ofSeconds(2);

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-01-15T10:30:00Z"));
    static final Stack A = Stacks.full("stack-a", 1000, "10.0.1.5");
    static final Stack B = Stacks.plain("stack-b", 1000, "10.0.2.6");
    static final Stack C = Stacks.plain("stack-c", 1000, "10.0.3.7");
    static final String HEARD_A = "heard stack-a (VNI 1000) at 10.0.1.5";
    static final String LEFT_A = "left stack-a (VNI 1000) at 10.0.1.5";
    static final String HEARD_B = "heard stack-b (VNI 1000) at 10.0.2.6";
    static final String HEARD_C = "heard stack-c (VNI 1000) at 10.0.3.7";
    static final String LEFT_C = "left stack-c (VNI 1000) at 10.0.3.7";

    final Ears earsA = new Ears();
    final Ears earsB = new Ears();
    final List<EtcdDiscovery> open = new ArrayList<>();

    @TempDir Path folder;
    EtcdServer etcd;
    Client stranger;

    @BeforeEach
    void start() {
        etcd = EtcdServer.start(folder);
        stranger = etcd.stranger();
    }

    @AfterEach
    void stop() {
        stranger.close();
        open.forEach(EtcdDiscovery::close);
        etcd.close();
    }

    EtcdDiscovery join(Ears ears, Duration lease, Stack... own) {
        return join(etcd.settings(lease), ears, own);
    }

    /// However long it takes.
    EtcdDiscovery join(EtcdSettings settings, Ears ears, Stack... own) {
        EtcdDiscovery discovery = new EtcdDiscovery(settings, ears, CLOCK);
        open.add(discovery);
        Until.holds("announced", () -> trouble(discovery, own).isEmpty());
        return discovery;
    }

    SortedMap<String, String> keys() throws ExecutionException, InterruptedException {
        GetOption all = GetOption.builder().isPrefix(true).build();
        SortedMap<String, String> keys = new TreeMap<>();
        for (KeyValue kv : kv().get(EtcdServer.bytes("/docker-router/"), all).get().getKvs()) {
            keys.put(
                    kv.getKey()
                            .toString(StandardCharsets.UTF_8)
                            .replace("/docker-router/discovery/", ""),
                    kv.getValue().toString(StandardCharsets.UTF_8));
        }
        return keys;
    }

    KV kv() {
        return stranger.getKVClient();
    }

    void put(String key, String value) throws ExecutionException, InterruptedException {
        put(key, value, 0);
    }

    void put(String key, String value, long lease) throws ExecutionException, InterruptedException {
        kv().put(
                        EtcdServer.bytes("/docker-router/discovery/" + key),
                        EtcdServer.bytes(value),
                        PutOption.builder().withLeaseId(lease).build())
                .get();
    }

    static String trouble(EtcdDiscovery discovery, Stack... own) {
        try {
            discovery.announce(List.of(own));
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
