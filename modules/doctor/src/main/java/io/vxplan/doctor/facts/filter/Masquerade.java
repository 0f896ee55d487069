package io.vxplan.doctor.facts.filter;

import io.vxplan.model.address.Family;
import io.vxplan.model.address.Prefix;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// A rule that gives packets another source address.
///
/// @param text as it was read
/// @param families that it sees
public record Masquerade(
        String text,
        Set<Family> families,
        Optional<Condition<Prefix>> source,
        Optional<Condition<Prefix>> target,
        Optional<Condition<String>> out) {

    /// @param not whether it holds for all others
    public record Condition<T>(T value, boolean not) {}

    /// Whether packets from one network to one of the others that leave through this interface get
    /// another source.
    public boolean hits(Prefix from, Collection<Prefix> to, String device) {
        return families.contains(from.family())
                && out.map(name -> name.value().equals(device) != name.not()).orElse(true)
                && source.map(network -> concerns(network, from)).orElse(true)
                && to.stream()
                        .anyMatch(network ->
                                target.map(wanted -> concerns(wanted, network)).orElse(true));
    }

    private static boolean concerns(Condition<Prefix> condition, Prefix network) {
        return condition.not()
                ? !condition.value().contains(network)
                : condition.value().overlaps(network);
    }
}
