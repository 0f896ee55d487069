package io.vxplan.discovery.gossip;

import io.vxplan.discovery.state.Stack.Endpoint;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Where the seeds are. Names are asked for when it is announced, not when something is sent.
final class Seeds {
    private final List<Seed> seeds;
    private final Map<String, InetSocketAddress> found = new ConcurrentHashMap<>();

    Seeds(List<Seed> seeds) {
        this.seeds = seeds;
    }

    /// As the library knows them.
    List<String> names() {
        return seeds.stream().map(Seed::toString).toList();
    }

    /// Asks for each name once more. Who has no answer now keeps the one before.
    void find(Family family) {
        for (Seed seed : seeds) {
            try {
                Stream.of(InetAddress.getAllByName(seed.host()))
                        .filter(it -> IpAddress.of(it.getAddress()).family() == family)
                        .findFirst()
                        .ifPresent(it ->
                                found.put(seed.toString(), new InetSocketAddress(it, seed.port())));
            } catch (UnknownHostException e) {
                // Told by whoever finds that no seed answers.
            }
        }
    }

    /// Of a seed or a member.
    Optional<InetSocketAddress> at(String address) {
        return Optional.ofNullable(found.get(address)).or(() -> member(address));
    }

    private static Optional<InetSocketAddress> member(String address) {
        try {
            Endpoint endpoint = Endpoint.parse(address);
            return Optional.of(
                    new InetSocketAddress(
                            InetAddress.getByAddress(endpoint.address().bytes()), endpoint.port()));
        } catch (IllegalArgumentException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    /// Whether there is another than this host.
    boolean isAnyBeside(InetSocketAddress own) {
        return seeds.stream().anyMatch(seed -> !own.equals(found.get(seed.toString())));
    }

    @Override
    public String toString() {
        return String.join(", ", names());
    }
}
