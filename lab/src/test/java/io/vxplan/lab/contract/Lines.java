package io.vxplan.lab.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/// Dumps of a machine, line by line.
final class Lines {
    private Lines() {}

    /// Shows what only one of them has: all of it would fill screens.
    static void assertAlike(List<String> some, List<String> others) {
        assertThat(only(some, others)).as("only the first").isEmpty();
        assertThat(only(others, some)).as("only the second").isEmpty();
    }

    /// As often as it is there: two of a kind are not one.
    private static List<String> only(List<String> some, List<String> others) {
        List<String> only = new ArrayList<>(some);
        others.forEach(only::remove);
        return only;
    }
}
