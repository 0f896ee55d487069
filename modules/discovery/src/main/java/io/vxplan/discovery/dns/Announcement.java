package io.vxplan.discovery.dns;

import io.vxplan.discovery.state.Stack;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A stack as its TXT record says it, in the `key=value` strings of RFC 6763.
///
/// @param term empty for a record that somebody wrote by hand to stay
record Announcement(Stack stack, Optional<Term> term) {
    /// Most of what one record may have, in bytes.
    static final int MAX_BYTES = 4_096;

    private static final int MAX_STRING = 255;
    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(90);

    /// @param expires in seconds since 1970; each renewal changes it
    /// @param lease how long after a renewal it is believed
    record Term(long expires, Duration lease) {}

    /// @throws IllegalArgumentException where it does not fit, with a message for the user
    List<String> strings() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("txtvers", "1");
        fields.put("stack_id", stack.id());
        fields.put("vni", stack.vni().toString());
        fields.put("host_ip", stack.hostIp().toString());
        fields.put("vxlan_endpoint", stack.endpoint().toString());
        stack.vxlanIp().ifPresent(address -> fields.put("vxlan_ip", address.toString()));
        putNetworks(fields);
        stack.mac().ifPresent(mac -> fields.put("mac", mac.toString()));
        term.ifPresent(it -> {
            fields.put("exp", Long.toString(it.expires()));
            fields.put("lease", Long.toString(it.lease().toSeconds()));
        });
        List<String> strings = new ArrayList<>();
        fields.forEach((key, value) -> strings.add(key + "=" + value));
        int bytes = strings.stream().mapToInt(string -> string.length() + 1).sum();
        boolean tooLong = strings.stream().anyMatch(string -> string.length() > MAX_STRING);
        if (tooLong || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "the stack %s does not fit into a TXT record: %s"
                            .formatted(
                                    stack.key(),
                                    tooLong
                                            ? "its id is too long"
                                            : "it has " + stack.networks().size() + " networks"));
        }
        return strings;
    }

    /// A string holds some dozen of them: the rest goes to `networks2`, `networks3` and so on.
    private void putNetworks(Map<String, String> fields) {
        int number = 1;
        String line = "";
        for (Prefix network : stack.networks()) {
            String longer = line.isEmpty() ? network.toString() : line + "," + network;
            if (networksKey(number).length() + 1 + longer.length() > MAX_STRING) {
                fields.put(networksKey(number++), line);
                longer = network.toString();
            }
            line = longer;
        }
        if (!line.isEmpty()) {
            fields.put(networksKey(number), line);
        }
    }

    private static String networksKey(int number) {
        return number == 1 ? "networks" : "networks" + number;
    }

    /// Reads what [#strings] wrote, whoever it was.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    static Announcement read(List<byte[]> strings) {
        if (strings.stream().mapToInt(string -> string.length + 1).sum() > MAX_BYTES) {
            throw new IllegalArgumentException("the TXT record has over " + MAX_BYTES + " bytes");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (byte[] bytes : strings) {
            String string = new String(bytes, StandardCharsets.ISO_8859_1);
            int equals = string.indexOf('=');
            if (equals > 0) {
                // The first of two counts (RFC 6763, 6.4).
                fields.putIfAbsent(string.substring(0, equals), string.substring(equals + 1));
            }
        }
        return new Announcement(stack(fields), term(fields));
    }

    private static Stack stack(Map<String, String> fields) {
        List<Prefix> networks = new ArrayList<>();
        for (int i = 1; fields.containsKey(networksKey(i)); i++) {
            for (String network : fields.getOrDefault(networksKey(i), "").split(",", -1)) {
                networks.add(value("networks", network, Prefix::parse));
            }
        }
        return new Stack(
                required(fields, "stack_id", text -> text),
                new Vni((int) required(fields, "vni", text -> number(text, Vni.MAX)).longValue()),
                required(fields, "host_ip", IpAddress::parse),
                required(fields, "vxlan_endpoint", Stack.Endpoint::parse),
                optional(fields, "vxlan_ip", IpAddress::parse),
                networks,
                optional(fields, "mac", MacAddress::parse));
    }

    private static Optional<Term> term(Map<String, String> fields) {
        Duration lease =
                optional(fields, "lease", text -> number(text, Duration.ofDays(7).toSeconds()))
                        .map(Duration::ofSeconds)
                        .orElse(DEFAULT_LEASE);
        return optional(fields, "exp", text -> number(text, Long.MAX_VALUE))
                .map(expires -> new Term(expires, lease));
    }

    private static long number(String text, long max) {
        if (!text.matches("[0-9]{1,12}") || Long.parseLong(text) > max) {
            throw new IllegalArgumentException("no number up to " + max);
        }
        return Long.parseLong(text);
    }

    private static <T> T required(
            Map<String, String> fields, String key, Function<String, T> reader) {
        return optional(fields, key, reader)
                .orElseThrow(
                        () -> new IllegalArgumentException("the TXT record has no " + key + "="));
    }

    private static <T> Optional<T> optional(
            Map<String, String> fields, String key, Function<String, T> reader) {
        return Optional.ofNullable(fields.get(key)).map(text -> value(key, text, reader));
    }

    private static <T> T value(String key, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the TXT record's " + key + ": " + e.getMessage(), e);
        }
    }
}
