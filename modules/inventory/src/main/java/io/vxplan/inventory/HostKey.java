package io.vxplan.inventory;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A host as Ansible lets one write it: a name or an address, maybe with ranges, and maybe with a
/// port: `web[1:3].example.com:2222`, `[2001:db8::1]:22`.
///
/// @param port of all hosts that the name stands for
record HostKey(String name, OptionalInt port) {
    /// Longer than any name, and short enough for a regular expression.
    static final int MAX_LENGTH = 1000;

    private static final Pattern BRACKETED = Pattern.compile("\\[(.+)\\]:([0-9]{1,9})");
    private static final Pattern WITH_PORT =
            Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*\\])*):([0-9]{1,9})");
    private static final Pattern ADDRESS = address();

    /// What is no address is a name as a whole, colons and all.
    static HostKey parse(String text) {
        if (text.length() > MAX_LENGTH) {
            return new HostKey(text, OptionalInt.empty());
        }
        for (Pattern form : new Pattern[] {BRACKETED, WITH_PORT}) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches() && isAddress(matcher.group(1))) {
                return new HostKey(
                        matcher.group(1), OptionalInt.of(Integer.parseInt(matcher.group(2))));
            }
        }
        return new HostKey(text, OptionalInt.empty());
    }

    /// An IPv4 or IPv6 address or a name of DNS, each maybe with ranges.
    static boolean isAddress(String text) {
        return text.length() <= MAX_LENGTH && ADDRESS.matcher(text).matches();
    }

    private static Pattern address() {
        String step = "(?::[0-9]+)?\\]";
        String byteOrRange = "(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|\\[[0-9]+:[0-9]+" + step + ")";
        String ipv4 = "(?:B\\.){3}B".replace("B", byteOrRange);
        String hex = "(?:[0-9a-f]{1,4}|\\[[0-9a-f]+:[0-9a-f]+" + step + ")";
        String ipv6 =
                ("(?:H:){7}H|(?:H:){1,6}:|H:(?::H){1,6}|(?:H:){2}(?::H){1,5}|(?:H:){3}(?::H){1,4}"
                                + "|(?:H:){4}(?::H){1,3}|(?:H:){5}(?::H){1,2}|(?:H:){6}:H"
                                + "|:(?::H){1,6}|H?::|::(?:ffff:)?V|(?:0:){5}(?:ffff|0):V")
                        .replace("H", hex)
                        .replace("V", ipv4);
        String range = "\\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)" + step;
        String label = "(?:\\w|R)(?:[\\w-]|R)*(?<![_-])".replace("R", range);
        return Pattern.compile(
                ipv4 + "|" + ipv6 + "|" + label + "(?:\\." + label + ")*",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    }
}
