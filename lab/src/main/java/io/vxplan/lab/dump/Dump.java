package io.vxplan.lab.dump;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Everything that is configured in a namespace, a line for each fact.
///
/// What the kernel counts, learns or lets expire is left out.
public record Dump(SortedSet<String> facts) {

    /// What is gone, as `- fact`, and what has come, as `+ fact`.
    public List<String> differences(Dump later) {
        List<String> lines = new ArrayList<>();
        minus(facts, later.facts).forEach(fact -> lines.add("- " + fact));
        minus(later.facts, facts).forEach(fact -> lines.add("+ " + fact));
        return lines;
    }

    /// The same without the sysctls, which `destroy` leaves as they are, as it says.
    public Dump withoutSysctls() {
        SortedSet<String> kept = new TreeSet<>(facts);
        kept.removeIf(fact -> fact.startsWith(DumpReader.SYSCTL));
        return new Dump(kept);
    }

    private static SortedSet<String> minus(SortedSet<String> from, SortedSet<String> what) {
        SortedSet<String> left = new TreeSet<>(from);
        left.removeAll(what);
        return left;
    }
}
