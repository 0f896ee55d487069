package io.vxplan.discovery.peers;

import io.vxplan.discovery.peers.PeerEvent.Back;
import io.vxplan.discovery.peers.PeerEvent.Changed;
import io.vxplan.discovery.peers.PeerEvent.Gone;
import io.vxplan.discovery.peers.PeerEvent.Joined;
import io.vxplan.discovery.peers.PeerEvent.Refused;
import io.vxplan.discovery.peers.PeerEvent.Stale;
import io.vxplan.discovery.peers.PeerEvent.Suspect;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.Peer;
import io.vxplan.discovery.state.Peer.Status;
import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.Membership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who takes part in this host's overlays. It is told what is heard and how much time went by, and
/// says what became different; the same story gives the same table. For one thread.
///
/// What comes from the network is not trusted. Who came first stays, and whoever claims the same
/// id, address or network is refused until the first is gone. Who is who can't be proven here: a
/// stack that moved to another host and a thief of its name look the same, so the known one has to
/// fall silent or say goodbye first.
public final class PeerTable {
    static final int MAX_PEERS = DiscoveryState.MAX_PEERS;

    /// Of one stack.
    public static final int MAX_NETWORKS = Membership.Discovered.MAX_NETWORKS;

    /// Of all stacks of one overlay: strangers shall not fill memory, nor make `discovery.json`
    /// larger than its reader takes.
    public static final int MAX_ALL_NETWORKS = 50_000;

    private final Patience patience;
    private final Map<Vni, Overlay> overlays;
    private final Refusals refusals = new Refusals();

    /// Time in which this host was listening.
    private Duration listened = Duration.ZERO;

    private boolean deaf;

    /// @param own this host's stacks; peers are looked for in their overlays
    public PeerTable(Patience patience, List<Stack> own) {
        this.patience = patience;
        this.overlays =
                own.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Stack::vni,
                                        TreeMap::new,
                                        Collectors.collectingAndThen(
                                                Collectors.toList(), Overlay::new)));
    }

    private static final class Overlay {
        final Map<String, Stack> own = new TreeMap<>();
        final SortedMap<String, Entry> peers = new TreeMap<>();
        final Claims claims = new Claims();

        Overlay(List<Stack> own) {
            own.forEach(stack -> {
                this.own.put(stack.id(), stack);
                claims.add(stack);
            });
        }
    }

    /// @param heardAt in time listened
    private record Entry(Peer peer, Duration heardAt) {
        Stack stack() {
            return peer.stack();
        }

        Entry with(Status status) {
            return new Entry(new Peer(peer.stack(), peer.lastSeen(), status), heardAt);
        }
    }

    /// Takes up peers that were known when this host stopped listening. They are suspect: used, and
    /// gone unless they are heard again.
    public void restore(List<Peer> peers) {
        for (Peer peer : peers) {
            Stack stack = peer.stack();
            Overlay overlay = overlays.get(stack.vni());
            if (overlay != null
                    && !overlay.own.containsKey(stack.id())
                    && !overlay.peers.containsKey(stack.id())
                    && doubt(stack, overlay).isEmpty()) {
                Peer suspect = new Peer(stack, peer.lastSeen(), Status.SUSPECT);
                Duration heardAt = listened.minus(patience.suspectAfter());
                overlay.peers.put(stack.id(), new Entry(suspect, heardAt));
                overlay.claims.add(stack);
            }
        }
    }

    /// This host's stacks have another address in the underlay from now on.
    public void moved(IpAddress hostIp) {
        overlays.values()
                .forEach(overlay -> overlay.own.replaceAll((_, stack) -> stack.at(hostIp)));
    }

    /// A stack says that it is there.
    ///
    /// @param time for people; nothing is decided by it
    public List<PeerEvent> heard(Stack stack, Instant time) {
        Overlay overlay = overlays.get(stack.vni());
        if (overlay == null) {
            return refuse(stack, "VNI " + stack.vni() + " is not served here");
        }
        Stack own = overlay.own.get(stack.id());
        if (own != null) {
            return isOneTunnel(own, stack)
                    ? List.of()
                    : refuse(stack, "the id is that of this host's own stack");
        }
        Optional<String> doubt = doubt(stack, overlay);
        return doubt.isPresent() ? refuse(stack, doubt.get()) : believe(stack, time, overlay);
    }

    /// Why a stack is not believed.
    private static Optional<String> doubt(Stack stack, Overlay overlay) {
        return implausible(stack, overlay)
                .or(() -> obstacle(stack, overlay))
                .or(() -> overlay.claims.conflict(stack));
    }

    private static Optional<String> implausible(Stack stack, Overlay overlay) {
        if (stack.networks().size() > MAX_NETWORKS) {
            return Optional.of("it has more than " + MAX_NETWORKS + " networks");
        }
        Optional<String> noUnicast =
                Stream.concat(
                                Stream.of(stack.hostIp(), stack.endpoint().address()),
                                stack.vxlanIp().stream())
                        .filter(address -> !address.isRoutable())
                        .findFirst()
                        .map(address -> address + " is no address of another host");
        return noUnicast.or(() -> swallowed(stack, overlay));
    }

    /// A route to such a network would take the tunnel's own packets into the tunnel.
    private static Optional<String> swallowed(Stack stack, Overlay overlay) {
        return Stream.concat(Stream.of(stack), overlay.own.values().stream())
                .map(end -> end.endpoint().address())
                .flatMap(end ->
                        stack.networks().stream()
                                .filter(network -> network.contains(end))
                                .map(network ->
                                        "network %s holds %s, where a tunnel ends"
                                                .formatted(network, end)))
                .findFirst();
    }

    private static Optional<String> obstacle(Stack stack, Overlay overlay) {
        Entry known = overlay.peers.get(stack.id());
        int before = known == null ? 0 : known.stack().networks().size();
        if (overlay.claims.networks() - before + stack.networks().size() > MAX_ALL_NETWORKS) {
            return Optional.of("%,d networks are the most".formatted(MAX_ALL_NETWORKS));
        }
        if (known == null) {
            return overlay.peers.size() < MAX_PEERS
                    ? Optional.empty()
                    : Optional.of("%,d peers are there already".formatted(MAX_PEERS));
        }
        return known.peer().status() == Status.ACTIVE && !isOneTunnel(known.stack(), stack)
                ? Optional.of("the id belongs to the stack at " + known.stack().hostIp())
                : Optional.empty();
    }

    private static boolean isOneTunnel(Stack one, Stack other) {
        return one.hostIp().equals(other.hostIp()) && one.endpoint().equals(other.endpoint());
    }

    private List<PeerEvent> refuse(Stack stack, String why) {
        return refusals.add(
                new Refused(stack.hostIp().toString(), Optional.of(stack), why), listened);
    }

    private List<PeerEvent> believe(Stack stack, Instant time, Overlay overlay) {
        Entry before =
                overlay.peers.put(
                        stack.id(), new Entry(new Peer(stack, time, Status.ACTIVE), listened));
        if (before == null) {
            overlay.claims.add(stack);
            return List.of(new Joined(stack));
        }
        List<PeerEvent> events = new ArrayList<>();
        if (!before.stack().equals(stack)) {
            overlay.claims.remove(before.stack());
            overlay.claims.add(stack);
            events.add(new Changed(before.stack(), stack));
        }
        if (before.peer().status() != Status.ACTIVE) {
            events.add(new Back(stack));
        }
        return events;
    }

    /// A stack said goodbye, so there is nothing to wait for.
    ///
    /// @param host where it was: a goodbye from elsewhere is none of the stack that is known
    public List<PeerEvent> left(Stack.Key key, IpAddress host) {
        Overlay overlay = overlays.get(key.vni());
        Entry entry = overlay == null ? null : overlay.peers.get(key.id());
        if (overlay == null || entry == null || !entry.stack().hostIp().equals(host)) {
            return List.of();
        }
        overlay.peers.remove(key.id());
        overlay.claims.remove(entry.stack());
        return List.of(new Gone(entry.stack(), true));
    }

    /// What was heard could not be read, or is not from whom it says.
    public List<PeerEvent> refused(String from, String why) {
        return refusals.add(new Refused(from, Optional.empty(), why), listened);
    }

    /// Nobody can be heard until the next [#tick], and everybody has the whole time anew from then
    /// on: a peer that was silent meanwhile may have spoken, or had nobody to speak to.
    public void deaf() {
        deaf = true;
    }

    private void listenAnew() {
        deaf = false;
        overlays.values()
                .forEach(overlay ->
                        overlay.peers.replaceAll((_, entry) -> new Entry(entry.peer(), listened)));
    }

    /// Time went by. After a long stop (the process was frozen, the machine suspended) only one
    /// interval counts: what peers said meanwhile was not heard, and is no silence of theirs.
    public List<PeerEvent> tick(Duration elapsed) {
        if (deaf) {
            listenAnew();
        }
        boolean stopped = elapsed.compareTo(patience.interval()) > 0;
        listened = listened.plus(stopped ? patience.interval() : elapsed);
        refusals.forgetBefore(listened.minus(patience.goneAfter()));
        List<PeerEvent> events = new ArrayList<>();
        overlays.values().forEach(overlay -> age(overlay, events));
        return events;
    }

    private void age(Overlay overlay, List<PeerEvent> events) {
        Iterator<Map.Entry<String, Entry>> entries = overlay.peers.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, Entry> slot = entries.next();
            Entry entry = slot.getValue();
            Optional<Status> status = patience.after(listened.minus(entry.heardAt()));
            if (status.isEmpty()) {
                entries.remove();
                overlay.claims.remove(entry.stack());
                events.add(new Gone(entry.stack(), false));
            } else if (status.get().compareTo(entry.peer().status()) > 0) {
                // Only a peer itself makes it better, by speaking.
                slot.setValue(entry.with(status.get()));
                events.add(aged(entry.stack(), status.get()));
            }
        }
    }

    private static PeerEvent aged(Stack stack, Status status) {
        return switch (status) {
            case ACTIVE -> new Back(stack);
            case SUSPECT -> new Suspect(stack);
            case STALE -> new Stale(stack);
        };
    }

    /// Sorted by VNI and id.
    public List<Peer> peers() {
        return overlays.values().stream()
                .flatMap(overlay -> overlay.peers.values().stream())
                .map(Entry::peer)
                .toList();
    }

    /// How often somebody was refused, told or not.
    public long refusedCount() {
        return refusals.count();
    }
}
