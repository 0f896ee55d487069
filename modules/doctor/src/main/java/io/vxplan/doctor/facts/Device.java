package io.vxplan.doctor.facts;

import io.vxplan.model.address.Family;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An interface.
///
/// @param vxlan where it is such a device
public record Device(
        String name, int mtu, boolean up, Optional<String> alias, Optional<Tunnel> vxlan) {
    private static final Pattern LINE =
            Pattern.compile("[0-9]+: ([^ :@]+)(?:@[^ :]+)?: <([^>]*)> mtu ([0-9]+) .*");
    private static final Pattern ALIAS = Pattern.compile("\\\\\\s+alias (.*?)(?: *\\\\|$)");
    private static final Pattern VXLAN =
            Pattern.compile(
                    "\\\\\\s+vxlan (external |)(?:vnifilter |)(?:id ([0-9]+) |)(.*?)dstport ([0-9]+)");
    private static final Pattern IPV6_END =
            Pattern.compile("\\b(?:local|remote|group) [0-9a-f.]*:");

    /// Where a VXLAN device's frames come in.
    ///
    /// @param external whether it takes the frames of every VNI of its port
    public record Tunnel(long vni, int port, Family family, boolean external) {}

    /// A line of `ip -d -o link show`.
    static Optional<Device> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Matcher alias = ALIAS.matcher(line);
        return Optional.of(
                new Device(
                        matcher.group(1),
                        Integer.parseInt(matcher.group(3)),
                        ("," + matcher.group(2) + ",").contains(",UP,"),
                        alias.find() ? Optional.of(alias.group(1)) : Optional.empty(),
                        vxlan(line)));
    }

    private static Optional<Tunnel> vxlan(String line) {
        Matcher matcher = VXLAN.matcher(line);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String vni = matcher.group(2);
        boolean ipv6 = IPV6_END.matcher(matcher.group(3)).find();
        return Optional.of(
                new Tunnel(
                        vni == null ? 0 : Long.parseLong(vni),
                        Integer.parseInt(matcher.group(4)),
                        ipv6 ? Family.IPV6 : Family.IPV4,
                        !matcher.group(1).isEmpty()));
    }
}
