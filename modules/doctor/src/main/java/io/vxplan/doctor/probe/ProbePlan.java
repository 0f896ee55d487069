package io.vxplan.doctor.probe;

import io.vxplan.doctor.facts.Device;
import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.doctor.probe.Post.Claim;
import io.vxplan.doctor.probe.Post.Peer;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.topology.Allocations;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Member;
import io.vxplan.model.topology.Topology;
import io.vxplan.verify.check.Sample;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Who sends which frames to whom.
public final class ProbePlan {
    private static final Set<String> NEEDED = Set.of("bridge", "ping", "unshare", "nsenter");

    /// Of the range for one link, of which nothing is ever routed.
    private static final IpAddress FIRST = IpAddress.parse("169.254.1.0");

    private final Topology topology;
    private final Allocations allocations;
    private final Map<HostName, Facts> facts;
    private final SortedMap<HostName, List<Post>> posts = new TreeMap<>();

    private ProbePlan(Topology topology, Allocations allocations, Map<HostName, Facts> facts) {
        this.topology = topology;
        this.allocations = allocations;
        this.facts = facts;
    }

    /// @param facts of the hosts that can be asked
    public static SortedMap<HostName, List<Post>> of(
            Topology topology, Allocations allocations, Map<HostName, Facts> facts) {
        ProbePlan plan = new ProbePlan(topology, allocations, facts);
        for (int id = 0; id < topology.overlays().size(); id++) {
            plan.overlay(id, topology.overlays().get(id));
        }
        return plan.posts;
    }

    private void overlay(int id, Overlay overlay) {
        List<Member> members = overlay.members().values().stream().filter(this::takesPart).toList();
        boolean there = members.stream().anyMatch(member -> isThere(overlay, member));
        boolean spare = there && overlay.flooding() instanceof Flooding.Static;
        int vni = spare ? spareVni() : overlay.vni().value().value();
        SortedMap<HostName, Peer> everybody = new TreeMap<>();
        for (Member member : members) {
            everybody.put(
                    member.host(),
                    new Peer(
                            member.host(),
                            FIRST.plus(everybody.size() + 1L),
                            mac(overlay, member),
                            member.underlay().value()));
        }
        Sample sample = new Sample(everybody.keySet());
        for (Member member : members) {
            Way way = spare ? Way.SPARE : isThere(overlay, member) ? Way.UPON : Way.OWN;
            Peer self = Objects.requireNonNull(everybody.get(member.host()));
            posts.computeIfAbsent(member.host(), _ -> new ArrayList<>())
                    .add(
                            new Post(
                                    id,
                                    member.host(),
                                    new Seat(overlay, member, others(overlay, member)),
                                    way,
                                    vni,
                                    self.address(),
                                    self.mac(),
                                    peers(sample.peersOf(member.host()), everybody),
                                    spare ? List.of() : claims(overlay, member)));
        }
    }

    private static List<Peer> peers(
            Collection<HostName> hosts, SortedMap<HostName, Peer> everybody) {
        return hosts.stream().map(host -> Objects.requireNonNull(everybody.get(host))).toList();
    }

    private static List<Member> others(Overlay overlay, Member member) {
        return overlay.members().values().stream()
                .filter(other -> !other.host().equals(member.host()))
                .toList();
    }

    private boolean takesPart(Member member) {
        Facts known = facts.get(member.host());
        return known != null
                && known.tools().containsAll(NEEDED)
                && known.addresses().containsKey(member.underlay().value());
    }

    private boolean isThere(Overlay overlay, Member member) {
        Optional<Device> device =
                Optional.ofNullable(facts.get(member.host()))
                        .flatMap(known -> known.device(member.device().value().value()));
        String mark = new Mark(topology.name().value(), overlay.name()).toString();
        return device.filter(found -> found.alias().equals(Optional.of(mark))).isPresent();
    }

    private MacAddress mac(Overlay overlay, Member member) {
        return MacAddress.derived(
                "probe", topology.name().value(), overlay.name(), member.host().value());
    }

    /// The last that nobody has.
    private int spareVni() {
        Set<Long> taken = new HashSet<>();
        topology.overlays().forEach(overlay -> taken.add((long) overlay.vni().value().value()));
        facts.values().stream()
                .flatMap(known -> known.devices().stream())
                .flatMap(device -> device.vxlan().stream())
                .forEach(tunnel -> taken.add(tunnel.vni()));
        int vni = Vni.MAX;
        while (taken.contains((long) vni)) {
            vni--;
        }
        return vni;
    }

    private List<Claim> claims(Overlay overlay, Member member) {
        List<Claim> claims = new ArrayList<>();
        if (overlay.addressed()) {
            for (Located<IpAddress> address : allocations.of(overlay.name(), member.host())) {
                claims.add(new Claim(address.value(), member.host().value(), 0));
            }
        }
        if (overlay.mode() == Overlay.Mode.BRIDGED) {
            for (Endpoint endpoint : overlay.endpoints()) {
                if (endpoint.host().equals(member.host())) {
                    endpoint.addresses()
                            .forEach(address ->
                                    claims.add(
                                            new Claim(
                                                    address.value(),
                                                    "workload " + endpoint.name(),
                                                    1)));
                }
            }
        }
        return claims;
    }
}
