package io.vxplan.verify.render;

import io.vxplan.model.address.Family;

/// How good and bad look.
record Style(boolean colour) {
    String good(String text) {
        return painted(32, text);
    }

    String bad(String text) {
        return painted(31, text);
    }

    private String painted(int code, String text) {
        return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    static String label(Family family) {
        return switch (family) {
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6";
        };
    }
}
