package io.vxplan.router.overlay;

import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.MachineResource;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a former run of the router left of an overlay and nobody wants yet: discovery may have been
/// started at the same time, and not have found everybody again. It works, so it stays for a while.
///
/// @param kept whether it still stays
/// @param wanted since the start of this run: what is no remnant, and goes when its peer goes
public record Remnants(boolean kept, Set<Key> wanted) {
    /// Nothing stays.
    public static final Remnants GO = new Remnants(false, Set.of());

    public Remnants {
        wanted = Set.copyOf(wanted);
    }

    public static Remnants atStart() {
        return new Remnants(true, Set.of());
    }

    /// The same after a pass.
    public Remnants after(HostState desired) {
        if (!kept || wanted.containsAll(desired.byKey().keySet())) {
            return this;
        }
        Set<Key> all = new HashSet<>(wanted);
        all.addAll(desired.byKey().keySet());
        return new Remnants(true, all);
    }

    /// What was observed, without the remnants: what is not seen is not deleted.
    HostState hidden(HostState observed, HostState desired, InterfaceName device, Mark mark) {
        return kept
                ? HostState.observed(
                        observed.byKey().values().stream()
                                .filter(present ->
                                        !isOf(device, mark, present)
                                                || desired.byKey().containsKey(present.key())
                                                || wanted.contains(present.key()))
                                .toList())
                : observed;
    }

    private static boolean isOf(InterfaceName device, Mark mark, Resource present) {
        return switch (present) {
            case FdbEntry entry -> entry.device().equals(device);
            case FirewallPeer peer -> peer.table().mark().equals(Optional.of(mark));
            case Route route ->
                    route.protocol() == Mark.PROTOCOL
                            && route.nextHops().stream()
                                    .allMatch(hop -> hop.device().equals(device));
            case MachineResource _,
                    FirewallTable _,
                    Link _,
                    BridgePort _,
                    Address _,
                    Neighbour _,
                    Sysctl _ ->
                    false;
        };
    }
}
