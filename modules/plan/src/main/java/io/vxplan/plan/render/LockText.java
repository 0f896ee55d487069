package io.vxplan.plan.render;

import io.vxplan.plan.compile.Compilation;

/// What would be written into the lock file, as a block of a plan.
public final class LockText {
    private LockText() {}

    /// Empty where nothing is new.
    public static String of(Compilation compilation, boolean colour) {
        StringBuilder text = new StringBuilder();
        String sign = colour ? "\u001b[32m   + \u001b[0m" : "   + ";
        compilation
                .newAllocations()
                .forEach(allocation ->
                        text.append(sign)
                                .append("address ")
                                .append(allocation.address())
                                .append(" for ")
                                .append(allocation.host())
                                .append(" in overlay ")
                                .append(allocation.overlay())
                                .append('\n'));
        return text.isEmpty() ? "" : "lock file:\n" + text + "\n";
    }
}
