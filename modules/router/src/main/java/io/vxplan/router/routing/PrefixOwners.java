package io.vxplan.router.routing;

import io.vxplan.model.IpAddress;
import io.vxplan.model.Prefix;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Prefixes of which none overlaps another, and whose they are.
///
/// Sorted by address, so that what overlaps a prefix stands right before or right behind it: ten
/// thousand peers are not compared with each other one by one.
public final class PrefixOwners {
    private final TreeMap<Prefix, String> owners = new TreeMap<>();

    /// @param owner for messages, such as `stack 'b'`
    /// @throws IllegalArgumentException where it overlaps another
    public void add(Prefix prefix, String owner) {
        overlapping(prefix)
                .ifPresent(other -> {
                    throw new IllegalArgumentException(prefix + " overlaps " + other);
                });
        owners.put(prefix, owner);
    }

    /// The prefix that overlaps this one, and whose it is, such as `172.20.0.0/16 of stack 'b'`.
    public Optional<String> overlapping(Prefix prefix) {
        return Stream.of(
                        Optional.ofNullable(owners.floorEntry(prefix)),
                        Optional.ofNullable(owners.ceilingEntry(prefix)))
                .flatMap(Optional::stream)
                .filter(entry -> entry.getKey().overlaps(prefix))
                .findFirst()
                .map(PrefixOwners::text);
    }

    private static String text(Map.Entry<Prefix, String> entry) {
        return entry.getKey() + " of " + entry.getValue();
    }

    /// The prefix that the address lies in, likewise.
    public Optional<String> holding(IpAddress address) {
        return overlapping(new Prefix(address, address.family().bits()));
    }
}
