package io.vxplan.provision;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Names of our services.
final class UnitName {
    private UnitName() {}

    /// @param parts of what it is: names of letters, digits, `.`, `_` and `-`
    static String of(String what, String... parts) {
        return "vxplan-" + what + "-" + joined(parts) + ".service";
    }

    /// So that `a-b` and `c` are told from `a` and `b-c`. No name begins with `-`.
    static String joined(String... parts) {
        return Arrays.stream(parts)
                .map(part -> part.replace("-", "--"))
                .collect(Collectors.joining("-"));
    }
}
