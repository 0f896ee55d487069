package io.vxplan.inventory;

import io.vxplan.model.HostName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A choice of hosts as Ansible writes it: `web:db`, `web,!web1`, `web:&north`, `web*`, `~web\d+`,
/// `web[0]`, `web[0:2]`.
///
/// First what is named, in the order of the pattern; of that what every `&` has; less every `!`.
/// Where nothing is named, that is taken from all hosts.
public final class HostPattern {
    private static final Pattern BETWEEN_COLONS =
            Pattern.compile("(?:[^\\s:\\[\\]]++|\\[[^\\]]*+\\])++");

    private final List<HostTerm> named;
    private final List<HostTerm> required;
    private final List<HostTerm> excluded;

    /// @param hosts may be none: whether that is a mistake the caller knows
    /// @param unmatched the parts of the pattern that are no host's and no group's
    public record Selection(SequencedSet<HostName> hosts, List<Unmatched> unmatched) {}

    /// @param term as written: `!wbe`
    /// @param advice what may have been meant; may be empty
    public record Unmatched(String term, String advice) {
        @Override
        public String toString() {
            String text = "'%s' matches no host or group".formatted(term);
            return advice.isEmpty() ? text : text + "; " + advice;
        }
    }

    private HostPattern(List<HostTerm> named, List<HostTerm> required, List<HostTerm> excluded) {
        this.named = named;
        this.required = required;
        this.excluded = excluded;
    }

    /// @throws IllegalArgumentException where it is no pattern, with the reason
    public static HostPattern parse(String text) {
        List<HostTerm> named = new ArrayList<>();
        List<HostTerm> required = new ArrayList<>();
        List<HostTerm> excluded = new ArrayList<>();
        for (String term : split(text)) {
            switch (term.charAt(0)) {
                case '&' -> required.add(HostTerm.parse(term, term.substring(1)));
                case '!' -> excluded.add(HostTerm.parse(term, term.substring(1)));
                default -> named.add(HostTerm.parse(term, term));
            }
        }
        if (named.isEmpty() && required.isEmpty() && excluded.isEmpty()) {
            throw new IllegalArgumentException("the pattern is empty");
        }
        if (named.isEmpty()) {
            named.add(HostTerm.parse(GroupTree.ALL, GroupTree.ALL));
        }
        return new HostPattern(named, required, excluded);
    }

    /// Colons separate only where the text has no comma and is no address, `host:port` among them.
    private static List<String> split(String text) {
        Stream<String> terms;
        if (text.contains(",")) {
            terms = Stream.of(text.split(","));
        } else if (HostKey.isAddress(text) || HostKey.parse(text).port().isPresent()) {
            terms = Stream.of(text);
        } else {
            HostTerm.checkBrackets(text);
            terms = BETWEEN_COLONS.matcher(text).results().map(result -> result.group());
        }
        return terms.map(String::strip).filter(term -> !term.isEmpty()).toList();
    }

    public Selection select(Inventory inventory) {
        SequencedSet<HostName> hosts = new LinkedHashSet<>();
        List<Unmatched> unmatched = new ArrayList<>();
        named.forEach(term -> hosts.addAll(match(term, inventory, unmatched)));
        required.forEach(term -> hosts.retainAll(match(term, inventory, unmatched)));
        excluded.forEach(term -> hosts.removeAll(match(term, inventory, unmatched)));
        return new Selection(hosts, List.copyOf(unmatched));
    }

    private static Set<HostName> match(
            HostTerm term, Inventory inventory, List<Unmatched> unmatched) {
        SequencedSet<HostName> hosts = term.match(inventory);
        if (hosts.isEmpty() && !term.namesGroup(inventory)) {
            unmatched.add(new Unmatched(term.text(), term.advice(inventory)));
        }
        return hosts;
    }
}
