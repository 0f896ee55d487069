package io.vxplan.host.local;

import io.vxplan.model.address.Family;

/// Address families by the kernel's numbers.
final class AddressFamily {
    static final int INET = 2;
    static final int BRIDGE = 7;
    static final int INET6 = 10;

    private AddressFamily() {}

    static int of(Family family) {
        return switch (family) {
            case IPV4 -> INET;
            case IPV6 -> INET6;
        };
    }
}
