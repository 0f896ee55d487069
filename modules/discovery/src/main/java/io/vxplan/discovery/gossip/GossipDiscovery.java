package io.vxplan.discovery.gossip;

import io.vxplan.discovery.Discovery;
import io.vxplan.discovery.state.Stack;
import io.vxplan.discovery.wire.Counts;
import io.vxplan.model.address.IpAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Peers by gossip.
///
/// A member has one address for life: a host with another address takes part as another member.
public final class GossipDiscovery implements Discovery {
    private final GossipSettings settings;
    private final Listener listener;
    private final Members members;
    private final Counts counts = new Counts(SealedTransport.kinds());
    private final Lock lock = new ReentrantLock();
    private volatile @Nullable Swim swim;

    /// Why this host could not take part the last time.
    private volatile Optional<String> outside = Optional.empty();

    private List<Stack> announced = List.of();

    /// What was announced at another address, and is still to be taken back.
    private List<Stack> former = List.of();

    private boolean closed;

    /// Says nothing before the first [#announce].
    public GossipDiscovery(GossipSettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        this.members = new Members(settings.key().isPresent(), listener);
    }

    @Override
    public void announce(List<Stack> own) throws IOException {
        byte[] claims = Claims.write(own);
        IpAddress host = own.getFirst().hostIp();
        lock.lock();
        try {
            if (closed) {
                throw new IOException("gossip is closed");
            }
            Swim member = takePart(host, own, claims);
            if (!announced.equals(own)) {
                member.become(claims);
            }
            announced = List.copyOf(own);
            takeBack(member);
            members.tell();
            member.seeds().find(host.family());
            if (member.isAlone()) {
                throw new IOException(
                        "no member answers yet; asked are the seeds " + member.seeds());
            }
        } catch (IllegalStateException e) {
            throw new IOException("gossip: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private Swim takePart(IpAddress host, List<Stack> own, byte[] claims) throws IOException {
        Swim before = swim;
        if (before != null && before.host().equals(host)) {
            return before;
        }
        if (before != null) {
            former = announced;
            before.sayGoodbye(former);
            before.leave();
            swim = null;
            members.forget();
        }
        try {
            Swim now = new Swim(settings, host, claims, members, listener, counts);
            swim = now;
            outside = Optional.empty();
            announced = List.copyOf(own);
            return now;
        } catch (IOException e) {
            outside = Optional.of(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /// Said from the new address: from the old one it may not have arrived.
    private void takeBack(Swim member) {
        if (!former.isEmpty() && members.size() > 0) {
            member.sayGoodbye(former);
            former = List.of();
        }
    }

    @Override
    public Optional<String> deaf() {
        Swim now = swim;
        return now == null ? outside : now.deaf();
    }

    @Override
    public Map<String, Long> counts() {
        return counts.now();
    }

    /// Takes up to two seconds: SWIM passes the goodbye on.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Swim member = swim;
            if (member != null) {
                member.sayGoodbye(announced);
                member.leave();
                swim = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
