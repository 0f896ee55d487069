package io.vxplan.model.address;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The name of a network interface as the kernel takes it (`dev_valid_name` in net/core/dev.c): 1
/// to 15 bytes, no slash, colon or white space, not `.` or `..`. A percent sign is refused too: the
/// kernel reads `%d` as "choose a number".
public record InterfaceName(String value) implements Comparable<InterfaceName> {
    public static final int MAX_BYTES = 15;

    public InterfaceName {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "'"
                            + value
                            + "' is no interface name: it has "
                            + bytes
                            + " bytes, the kernel takes 1 to "
                            + MAX_BYTES);
        }
        if (value.equals(".")
                || value.equals("..")
                || value.chars().anyMatch(InterfaceName::isForbidden)) {
            throw new IllegalArgumentException(
                    "'"
                            + value
                            + "' is no interface name: the kernel refuses '.', '..', '/', ':', '%' and white space");
        }
    }

    private static boolean isForbidden(int c) {
        return c == '/'
                || c == ':'
                || c == '%'
                || c <= ' '
                || c == 0x7f
                || Character.isWhitespace(c);
    }

    // By hand as in Key.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof InterfaceName name && value.equals(name.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public int compareTo(InterfaceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
