package io.vxplan.doctor.facts.filter;

import io.vxplan.doctor.facts.filter.Masquerade.Condition;
import io.vxplan.model.address.Family;
import io.vxplan.model.address.Prefix;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a tool writes the conditions of masquerading that are known here: each pattern has a group
/// for the negation, and one for the value.
record MasqueradeTerms(Pattern source, Pattern target, Pattern out) {
    /// A rule without them.
    String without(String rule) {
        String rest = source.matcher(rule).replaceFirst("");
        rest = target.matcher(rest).replaceFirst("");
        return out.matcher(rest).replaceFirst("");
    }

    /// @param words the rule as it is shown
    Masquerade masquerade(String words, Set<Family> families, String rule) {
        return new Masquerade(
                words, families, network(source, rule), network(target, rule), device(rule));
    }

    private static Optional<Condition<Prefix>> network(Pattern pattern, String rule) {
        Matcher matcher = pattern.matcher(rule);
        return matcher.find()
                ? Optional.of(
                        new Condition<>(Networks.parse(matcher.group(2)), matcher.group(1) != null))
                : Optional.empty();
    }

    private Optional<Condition<String>> device(String rule) {
        Matcher matcher = out.matcher(rule);
        return matcher.find()
                ? Optional.of(new Condition<>(matcher.group(2), matcher.group(1) != null))
                : Optional.empty();
    }
}
