package io.vxplan.discovery.daemon;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.dns.DnsDiscovery;
import io.vxplan.discovery.dns.DnsSettings;
import io.vxplan.discovery.dns.DnsSettings.HostPort;
import io.vxplan.discovery.etcd.EtcdDiscovery;
import io.vxplan.discovery.etcd.EtcdSettings;
import io.vxplan.discovery.gossip.GossipDiscovery;
import io.vxplan.discovery.gossip.GossipSettings;
import io.vxplan.discovery.gossip.Seed;
import io.vxplan.discovery.multicast.MulticastDiscovery;
import io.vxplan.discovery.multicast.MulticastSettings;
import io.vxplan.discovery.settings.Settings;
import io.vxplan.discovery.state.Stack;
import io.vxplan.inventory.discovery.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Every way in which peers can be found.
public final class Ways implements Opener {
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    private final Clock clock;

    public Ways() {
        this(Clock.systemUTC());
    }

    /// @param clock by which times are written; none of a peer is measured by it
    Ways(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Discovery open(Settings settings, Discovery.Listener listener) throws IOException {
        return switch (settings.way()) {
            case Way.Multicast multicast -> multicast(multicast, settings, listener);
            case Way.Dns dns -> dns(dns, settings, listener);
            case Way.Etcd etcd -> etcd(etcd, settings, listener);
            case Way.Gossip gossip -> gossip(gossip, settings, listener);
        };
    }

    private static Discovery multicast(
            Way.Multicast way, Settings settings, Discovery.Listener listener) {
        return new MulticastDiscovery(
                new MulticastSettings(
                        way.group(),
                        way.port(),
                        way.ttl(),
                        way.key(),
                        peerId(settings),
                        settings.patience().interval()),
                listener);
    }

    private Discovery etcd(Way.Etcd way, Settings settings, Discovery.Listener listener)
            throws IOException {
        try {
            return new EtcdDiscovery(
                    EtcdSettings.of(
                                    way.endpoints(),
                                    way.prefix(),
                                    way.leaseTtl(),
                                    way.login()
                                            .map(login ->
                                                    new EtcdSettings.Login(
                                                            login.username(), login.password())),
                                    tls(way.tls()))
                            .askedEach(settings.patience().interval()),
                    listener,
                    clock);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Optional<EtcdSettings.Tls> tls(Way.Etcd.Tls tls) {
        Optional<EtcdSettings.Certificate> certificate =
                tls.certificate()
                        .map(files ->
                                new EtcdSettings.Certificate(
                                        Path.of(files.certificate()), Path.of(files.key())));
        return tls.ca().isPresent() || certificate.isPresent()
                ? Optional.of(new EtcdSettings.Tls(tls.ca().map(Path::of), certificate))
                : Optional.empty();
    }

    /// Whoever is announced is to be heard of in each announce interval, or seems silent.
    private Discovery dns(Way.Dns way, Settings settings, Discovery.Listener listener)
            throws IOException {
        Duration announced = Collections.max(List.of(A_SECOND, settings.patience().interval()));
        try {
            return new DnsDiscovery(
                    new DnsSettings(
                            way.domain(),
                            way.server().map(HostPort::parse),
                            way.ttl(),
                            Collections.min(List.of(way.updateInterval(), announced)),
                            way.key().map(it -> new DnsSettings.Key(it.name(), it.secret()))),
                    listener,
                    clock);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Discovery gossip(Way.Gossip way, Settings settings, Discovery.Listener listener)
            throws IOException {
        try {
            return new GossipDiscovery(
                    new GossipSettings(
                            way.port(),
                            way.seeds().stream().map(seed -> Seed.parse(seed, way.port())).toList(),
                            way.key(),
                            settings.patience().interval()),
                    listener);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// For people: the process is in it, so that a restart shows.
    private static String peerId(Settings settings) {
        String id = ProcessHandle.current().pid() + "@" + settings.stacks().getFirst().id();
        return id.substring(0, Math.min(id.length(), Stack.MAX_ID));
    }
}
