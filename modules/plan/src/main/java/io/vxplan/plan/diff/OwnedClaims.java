package io.vxplan.plan.diff;

import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallResource;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.diff.Ownership.Owner;
import java.util.Optional;

/// To what is ours.
record OwnedClaims(Ownership ownership) implements Claims {
    /// Something on a link that stays belongs to it.
    @Override
    public boolean mayRemove(Resource present) {
        return switch (present) {
            case Sysctl _ -> false;
            case Link link -> ownership.of(link) == Owner.OURS;
            case BridgePort port -> ownership.owns(port);
            case Address address ->
                    ownership.owns(address.device())
                            && address.permanent()
                            && !address.address().address().isLinkLocal();
            case FdbEntry entry -> ownership.ownsPeersOn(entry.device()) && isConfigured(entry);
            case Neighbour neighbour ->
                    neighbour.protocol() == Mark.PROTOCOL
                            && neighbour.permanent()
                            && ownership.ownsPeersOn(neighbour.device());
            case Route route -> ownership.ours(route).isPresent();
            case TextFile file -> ownership.owns(file);
            case ServiceUnit unit -> ownership.owns(unit);
            case FirewallTable table -> ownership.owns(table);
            case FirewallPeer peer -> ownership.ownsPeersOf(peer.table());
            case Runtime runtime -> ownership.isLeftOver(runtime);
        };
    }

    @Override
    public Resource partOf(Resource present) {
        return present instanceof Route route ? ownership.ours(route).orElse(route) : present;
    }

    @Override
    public boolean mayChange(Resource before) {
        return switch (before) {
            case Link link -> ownership.owns(link.name());
            case Route route -> ownership.owns(route);
            case TextFile file -> ownership.owns(file) || ownership.adopts(file);
            case FirewallResource _,
                    Sysctl _,
                    BridgePort _,
                    Address _,
                    FdbEntry _,
                    Neighbour _,
                    Runtime _,
                    ServiceUnit _ ->
                    true;
        };
    }

    /// Not learned, not a port's own MAC (which reads `permanent` in the bridge's table), and not
    /// the all-zeros entry that a multicast group shows as.
    private boolean isConfigured(FdbEntry entry) {
        Optional<Vxlan> device =
                ownership
                        .observed()
                        .link(entry.device())
                        .filter(Vxlan.class::isInstance)
                        .map(Vxlan.class::cast);
        if (device.isEmpty()) {
            return false;
        }
        return switch (entry.table()) {
            case MASTER -> entry.state() == FdbEntry.State.STATIC;
            case SELF -> entry.state() != FdbEntry.State.LEARNED && !isOfGroup(entry, device.get());
        };
    }

    static boolean isOfGroup(FdbEntry entry, Vxlan device) {
        return entry.destination()
                .map(FdbEntry.Destination::address)
                .equals(device.group().map(group -> group));
    }
}
