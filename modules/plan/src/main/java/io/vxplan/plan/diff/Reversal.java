package io.vxplan.plan.diff;

import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.Entry;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallResource;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Key;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.MachineResource;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Runtime;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.Change;
import io.vxplan.plan.Fields;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The way back from where a plan got to, to what it found.
///
/// A plan names all that it touches, and how that was: so nothing else needs to be kept, and what
/// others do meanwhile stays. What the kernel made by itself comes back by itself. Counters and
/// learned entries of a link that was replaced do not.
public final class Reversal {
    /// `RTPROT_KERNEL`, include/uapi/linux/rtnetlink.h: follows from an address.
    private static final int BY_KERNEL = 2;

    private final Map<Key, Optional<Resource>> found = new LinkedHashMap<>();
    private final Map<Key, Resource> made = new HashMap<>();

    private Reversal() {}

    /// The changes that undo others, whether none of them was made, some, or all.
    ///
    /// @param changes of a plan
    /// @param now what is on the host since
    public static List<Change> of(List<Change> changes, HostState now) {
        Reversal reversal = new Reversal();
        changes.forEach(reversal::add);
        return Differ.changes(reversal.before(), now, new Touched(reversal.made));
    }

    /// The changes that undo others, wherever between none and all of them they ended, for one who
    /// can't look: each has to be tried, and may find nothing to do. What may have been lost on the
    /// way is made again, and what may have been altered gets its old form.
    ///
    /// @param changes of a plan
    public static List<Change> fromAnywhere(List<Change> changes) {
        Reversal reversal = new Reversal();
        changes.forEach(reversal::add);
        List<Resource> worst =
                reversal.made.values().stream()
                        .filter(after ->
                                !Optional.of(after).equals(reversal.found.get(after.key())))
                        .toList();
        Set<Key> replaced =
                changes.stream()
                        .filter(Change.Replace.class::isInstance)
                        .map(Change::key)
                        .collect(Collectors.toSet());
        return Differ.changes(reversal.before(), HostState.of(worst), new Touched(reversal.made))
                .stream()
                .map(change ->
                        change instanceof Change.Update(var before, var after)
                                        && replaced.contains(change.key())
                                ? new Change.Replace(before, after, List.of(), List.of())
                                : change)
                .toList();
    }

    private HostState before() {
        return HostState.of(found.values().stream().flatMap(Optional::stream).toList());
    }

    /// Of several changes of one thing the first one saw how it was.
    private void add(Change change) {
        switch (change) {
            case Change.Create(var after) -> {
                found.putIfAbsent(after.key(), Optional.empty());
                made.put(after.key(), after);
            }
            case Change.Update(var before, var after) -> {
                wasThere(before);
                made.put(after.key(), after);
            }
            case Change.Replace(var before, var after, _, var lost) -> {
                wasThere(before);
                made.put(after.key(), after);
                lost.forEach(this::wasLost);
            }
            case Change.Delete(var before, var lost) -> {
                wasThere(before);
                lost.forEach(this::wasLost);
            }
        }
    }

    private void wasThere(Resource resource) {
        found.putIfAbsent(resource.key(), Optional.of(resource));
    }

    private void wasLost(Resource resource) {
        if (!isMadeByKernel(resource)) {
            wasThere(resource);
        }
    }

    private boolean isMadeByKernel(Resource resource) {
        return switch (resource) {
            case Address address -> address.address().address().isLinkLocal();
            case Neighbour neighbour -> !neighbour.permanent();
            case Route route -> route.protocol() == BY_KERNEL;
            case FdbEntry entry ->
                    switch (entry.state()) {
                        case LEARNED -> true;
                        case PERMANENT -> isOfLink(entry);
                        case STATIC -> false;
                    };
            case MachineResource _, FirewallResource _, Sysctl _, Link _, BridgePort _ -> false;
        };
    }

    /// A port's own MAC in the bridge's table; the entry that a multicast group shows as; the
    /// groups that a device listens to, of which the kernel joins some whenever an address is
    /// there.
    private boolean isOfLink(FdbEntry entry) {
        if (entry.mac().isMulticast() && entry.destination().isEmpty()) {
            return true;
        }
        Optional<Resource> device =
                found.getOrDefault(new Key.LinkKey(entry.device()), Optional.empty());
        return switch (entry.table()) {
            case MASTER ->
                    device.filter(Link.class::isInstance)
                            .flatMap(link -> ((Link) link).settings().mac())
                            .filter(entry.mac()::equals)
                            .isPresent();
            case SELF ->
                    device.filter(link ->
                                    link instanceof Vxlan vxlan
                                            && OwnedClaims.isOfGroup(entry, vxlan))
                            .isPresent();
        };
    }

    /// To what the plan made or altered, and not to what somebody else put in its way meanwhile.
    private record Touched(Map<Key, Resource> made) implements Claims {
        @Override
        public boolean mayRemove(Resource present) {
            Resource after = made.get(present.key());
            return after != null
                    && switch (present) {
                        case Link link -> isOfOurs(link, after);
                        case TextFile file -> file.topology().equals(((TextFile) after).topology());
                        case BridgePort port -> port.bridge().equals(((BridgePort) after).bridge());
                        // Its unit file goes, so it has to.
                        case ServiceUnit _ -> true;
                        // A setting can't be taken away.
                        case Sysctl _ -> false;
                        case Runtime _, FirewallResource _, Entry _ ->
                                Fields.difference(present, after).isEmpty();
                    };
        }

        /// Finished or not.
        private static boolean isOfOurs(Link link, Resource after) {
            Optional<String> alias = link.settings().alias();
            return link.settings().group() == Mark.LINK_GROUP
                    && (alias.isEmpty() || alias.equals(((Link) after).settings().alias()));
        }

        @Override
        public Resource partOf(Resource present) {
            return present;
        }

        /// Of most things nobody else can have made another under the same key meanwhile.
        @Override
        public boolean mayChange(Resource before) {
            Resource after = made.get(before.key());
            return after != null
                    && (!(before instanceof Route) || Fields.difference(before, after).isEmpty());
        }
    }
}
