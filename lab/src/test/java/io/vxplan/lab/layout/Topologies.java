package io.vxplan.lab.layout;

import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.Location;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Membership;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.BridgeName;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Overlay.Mode;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.model.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Builds small topologies for tests.
public final class Topologies {
    private static final Location HERE = new Location("topology.yaml", 1, 1);

    private final SortedMap<HostName, Topology.UnderlayHost> hosts = new TreeMap<>();
    private final Map<String, Overlay> overlays = new LinkedHashMap<>();

    public static <T> Located<T> at(T value) {
        return new Located<>(value, HERE);
    }

    public Topologies host(String name, String underlay) {
        hosts.put(
                new HostName(name),
                new Topology.UnderlayHost(at(IpAddress.parse(underlay)), 1500, List.of()));
        return this;
    }

    public Topologies routed(String name, String subnet) {
        return overlay(name, Mode.ROUTED, subnet);
    }

    public Topologies bridged(String name, String subnet) {
        return overlay(name, Mode.BRIDGED, subnet);
    }

    private Topologies overlay(String name, Mode mode, String subnet) {
        int vni = 100 + overlays.size();
        SortedMap<HostName, Member> members = new TreeMap<>();
        hosts.forEach((host, underlay) ->
                members.put(
                        host,
                        new Member(
                                host,
                                HERE,
                                underlay.address(),
                                1500,
                                at(1450),
                                at(new InterfaceName("vxlan" + vni)),
                                mode == Mode.BRIDGED
                                        ? Optional.of(
                                                new BridgeName(
                                                        new InterfaceName("br-" + name),
                                                        Optional.empty()))
                                        : Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty())));
        overlays.put(
                name,
                new Overlay(
                        name,
                        HERE,
                        at(new Vni(vni)),
                        4789,
                        mode,
                        new Membership.Static(),
                        new Flooding.Replicate(),
                        true,
                        0,
                        mode == Mode.ROUTED,
                        mode == Mode.ROUTED,
                        Firewall.NONE,
                        List.of(at(Prefix.parse(subnet))),
                        members,
                        List.of(),
                        List.of()));
        return this;
    }

    /// @param device empty for none
    public Topologies network(String overlay, String prefix, String device, String... behind) {
        Prefix network = Prefix.parse(prefix);
        List<Attachment> attachments = new ArrayList<>();
        for (String host : behind) {
            attachments.add(
                    new Attachment(
                            new HostName(host), at(network.firstHost()), optionalName(device)));
        }
        Overlay old = overlay(overlay);
        List<Network> networks = new ArrayList<>(old.networks());
        networks.add(new Network(at(network), attachments));
        overlays.put(overlay, old.with(networks, old.endpoints()));
        return this;
    }

    public Topologies endpoint(
            String overlay, String name, String host, String device, String... addresses) {
        Overlay old = overlay(overlay);
        List<Endpoint> endpoints = new ArrayList<>(old.endpoints());
        endpoints.add(
                new Endpoint(
                        at(name),
                        new HostName(host),
                        Stream.of(addresses).map(each -> at(IpAddress.parse(each))).toList(),
                        optionalName(device).map(Topologies::at),
                        Optional.empty()));
        overlays.put(overlay, old.with(old.networks(), endpoints));
        return this;
    }

    private static Optional<InterfaceName> optionalName(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(new InterfaceName(name));
    }

    private Overlay overlay(String name) {
        return Objects.requireNonNull(overlays.get(name));
    }

    public Topology build() {
        return new Topology(at("demo"), hosts, List.copyOf(overlays.values()));
    }
}
