package io.vxplan.model.address;

import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Whose each prefix is. No two owners have a part of the same one; one owner may have a prefix and
/// parts of it.
///
/// Strangers fill it, so a search must not look at every prefix. Sorted by address, what lies
/// inside a prefix stands in one row; what lies around it has the same address cut shorter, which
/// is one look-up for each length. The neighbours in the order alone would not do: behind a prefix
/// its owner's parts of it may stand, and hide it.
public final class PrefixOwners {
    private final TreeMap<Prefix, String> owners = new TreeMap<>();

    /// As in messages: `172.20.0.0/16 of stack 'b'`.
    public record Owned(Prefix prefix, String owner) {
        @Override
        public String toString() {
            return prefix + " of " + owner;
        }
    }

    /// @throws IllegalArgumentException where another owner has a part of it
    public void add(Prefix prefix, String owner) {
        ofOthers(prefix, owner)
                .ifPresent(other -> {
                    throw new IllegalArgumentException(prefix + " overlaps " + other);
                });
        owners.put(prefix, owner);
    }

    /// Whosever it is; its parts stay.
    public void remove(Prefix prefix) {
        owners.remove(prefix);
    }

    /// How many prefixes there are.
    public int size() {
        return owners.size();
    }

    /// A prefix around this one or inside of it.
    public Optional<Owned> overlapping(Prefix prefix) {
        return all(prefix).findFirst();
    }

    /// Likewise, one that is not `owner`'s.
    public Optional<Owned> ofOthers(Prefix prefix, String owner) {
        return all(prefix).filter(owned -> !owned.owner().equals(owner)).findFirst();
    }

    /// The prefix that the address lies in.
    public Optional<Owned> holding(IpAddress address) {
        return overlapping(Prefix.of(address));
    }

    private Stream<Owned> all(Prefix prefix) {
        return Stream.concat(around(prefix), inside(prefix));
    }

    private Stream<Owned> around(Prefix prefix) {
        return IntStream.range(0, prefix.length())
                .mapToObj(length -> Prefix.containing(prefix.network(), length))
                .flatMap(around ->
                        Optional.ofNullable(owners.get(around)).stream()
                                .map(owner -> new Owned(around, owner)));
    }

    private Stream<Owned> inside(Prefix prefix) {
        return owners.subMap(prefix, true, Prefix.of(prefix.last()), true).entrySet().stream()
                .map(entry -> new Owned(entry.getKey(), entry.getValue()));
    }
}
