package io.vxplan.model.address;

import java.util.ArrayList;
import java.util.List;

/// Text of addresses, both ways: RFC 4291 section 2.2 in, RFC 5952 out.
final class IpAddressText {
    private static final int GROUPS = 8;

    private IpAddressText() {}

    static IpAddress parse(String text) {
        return text.indexOf(':') >= 0
                ? parseV6(text)
                : new IpAddress(Family.IPV4, 0, quad(text, text));
    }

    private static long quad(String quad, String whole) {
        long value = 0;
        int from = 0;
        for (int part = 1; part <= 4; part++) {
            int end = part < 4 ? quad.indexOf('.', from) : quad.length();
            if (end < 0) {
                throw notAnAddress(whole);
            }
            value = value << 8 | octet(quad.substring(from, end), whole);
            from = end + 1;
        }
        return value;
    }

    private static int octet(String text, String whole) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw notAnAddress(whole);
            }
            value = 10 * value + digit;
        }
        boolean octal = text.length() > 1 && text.charAt(0) == '0';
        if (text.isEmpty() || text.length() > 3 || octal || value > 255) {
            throw notAnAddress(whole);
        }
        return value;
    }

    private static IpAddress parseV6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw notAnAddress(text);
        }
        List<Integer> head = groups(gap < 0 ? text : text.substring(0, gap), text);
        List<Integer> tail = gap < 0 ? List.of() : groups(text.substring(gap + 2), text);
        int present = head.size() + tail.size();
        if (gap < 0 ? present != GROUPS : present >= GROUPS) {
            throw notAnAddress(text);
        }
        int[] all = new int[GROUPS];
        for (int i = 0; i < head.size(); i++) {
            all[i] = head.get(i);
        }
        for (int i = 0; i < tail.size(); i++) {
            all[GROUPS - tail.size() + i] = tail.get(i);
        }
        return new IpAddress(Family.IPV6, join(all, 0), join(all, 4));
    }

    private static List<Integer> groups(String part, String whole) {
        List<Integer> groups = new ArrayList<>();
        if (part.isEmpty()) {
            return groups;
        }
        String[] words = part.split(":", -1);
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (i == words.length - 1 && word.indexOf('.') >= 0) {
                long quad = quad(word, whole);
                groups.add((int) (quad >>> 16));
                groups.add((int) (quad & 0xffff));
            } else if (word.isEmpty()
                    || word.length() > 4
                    || !word.chars().allMatch(IpAddressText::isHex)) {
                throw notAnAddress(whole);
            } else {
                groups.add(Integer.parseInt(word, 16));
            }
        }
        return groups;
    }

    private static boolean isHex(int c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static long join(int[] groups, int from) {
        long value = 0;
        for (int i = from; i < from + 4; i++) {
            value = value << 16 | groups[i];
        }
        return value;
    }

    static String format(IpAddress address) {
        long low = address.low();
        if (address.family() == Family.IPV4) {
            return (low >>> 24)
                    + "."
                    + (low >>> 16 & 0xff)
                    + "."
                    + (low >>> 8 & 0xff)
                    + "."
                    + (low & 0xff);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < 4; i++) {
            groups[i] = (int) (address.high() >>> (48 - 16 * i) & 0xffff);
            groups[i + 4] = (int) (low >>> (48 - 16 * i) & 0xffff);
        }
        return formatGroups(groups);
    }

    /// The longest run of two or more zero groups becomes `::`, the first one where two are as
    /// long.
    private static String formatGroups(int[] groups) {
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < GROUPS; i++) {
            int length = 0;
            while (i + length < GROUPS && groups[i + length] == 0) {
                length++;
            }
            if (length > bestLength) {
                bestStart = i;
                bestLength = length;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == bestStart) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address");
    }
}
