package io.vxplan.plan.iproute;

import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Commands for links. Names always follow `dev` or `name`: `ip link set up ...` would not mean an
/// interface called `up`.
final class LinkCommands {
    private LinkCommands() {}

    /// Created with group 158, and with its alias last: a crash in between leaves a link that the
    /// next run recognises.
    static List<Command> create(Link link) {
        List<Command> commands = new ArrayList<>(add(link));
        commands.addAll(finish(link));
        return commands;
    }

    static List<Command> add(Link link) {
        LinkSettings settings = link.settings();
        String mac = settings.mac().map(address -> " address " + address).orElse("");
        List<Command> commands = new ArrayList<>();
        commands.add(
                new Command.Ip(
                        "link add name "
                                + link.name()
                                + mac
                                + " mtu "
                                + firstMtu(link)
                                + " group "
                                + settings.group()
                                + " type "
                                + type(link, Fields.atCreation(link))));
        settings.altNames()
                .forEach(name ->
                        commands.add(
                                new Command.Ip(
                                        "link property add dev "
                                                + link.name()
                                                + " altname "
                                                + name)));
        return commands;
    }

    static List<Command> finish(Link link) {
        LinkSettings settings = link.settings();
        List<Command> commands = new ArrayList<>();
        String generation = settings.hasIpv6() ? addressGeneration(settings) + " " : "";
        commands.add(set(link, generation + "mtu " + settings.mtu()));
        if (settings.up()) {
            commands.add(set(link, "up"));
        }
        settings.alias().ifPresent(alias -> commands.add(set(link, "alias " + alias)));
        return commands;
    }

    /// A bridge follows its ports' MTU, unless its own was *changed* after it was made: setting the
    /// same once more does not count.
    private static int firstMtu(Link link) {
        int mtu = link.settings().mtu();
        return link instanceof Bridge ? mtu + 1 : mtu;
    }

    static List<Command> delete(Link link) {
        return List.of(new Command.Ip("link del dev " + link.name()));
    }

    /// Only what differs: some attributes are refused by their mere presence.
    static List<Command> update(Link before, Link after) {
        Set<String> changed = Fields.difference(before, after).keySet();
        LinkSettings settings = after.settings();
        List<Command> commands = new ArrayList<>();
        String type = type(after, changed);
        if (type.contains(" ")) {
            commands.add(set(after, "type " + type));
        }
        for (String field : changed) {
            switch (field) {
                case "address" ->
                        settings.mac().ifPresent(mac -> commands.add(set(after, "address " + mac)));
                case "mtu" -> commands.add(set(after, "mtu " + settings.mtu()));
                case "link group" -> commands.add(set(after, "group " + settings.group()));
                case "addrgenmode" -> {
                    if (settings.hasIpv6()) {
                        commands.add(set(after, addressGeneration(settings)));
                    }
                }
                case "altnames" -> altNames(before, after, commands);
                default -> {
                    // state and alias come last; the rest belongs to the type
                }
            }
        }
        if (changed.contains("state")) {
            commands.add(set(after, settings.up() ? "up" : "down"));
        }
        if (changed.contains("alias")) {
            commands.add(set(after, "alias " + settings.alias().orElse("\"\"")));
        }
        return commands;
    }

    private static String addressGeneration(LinkSettings settings) {
        return "addrgenmode " + settings.addressGeneration().name().toLowerCase(Locale.ROOT);
    }

    private static void altNames(Link before, Link after, List<Command> commands) {
        for (String gone : before.settings().altNames()) {
            if (!after.settings().altNames().contains(gone)) {
                commands.add(
                        new Command.Ip(
                                "link property del dev " + after.name() + " altname " + gone));
            }
        }
        for (String wanted : after.settings().altNames()) {
            if (!before.settings().altNames().contains(wanted)) {
                commands.add(
                        new Command.Ip(
                                "link property add dev " + after.name() + " altname " + wanted));
            }
        }
    }

    private static Command set(Link link, String what) {
        return new Command.Ip("link set dev " + link.name() + " " + what);
    }

    /// The kind, and those of its options that are among the fields.
    private static String type(Link link, Set<String> fields) {
        return switch (link) {
            case Vxlan vxlan -> "vxlan" + vxlan(vxlan, fields);
            case Bridge bridge -> "bridge" + bridge(bridge, fields);
            case OtherLink other ->
                    throw new IllegalArgumentException("vxplan never makes a " + other.kind());
        };
    }

    /// iproute2 takes the tos in hex.
    private static String vxlan(Vxlan vxlan, Set<String> fields) {
        StringBuilder options = new StringBuilder();
        option(options, fields, "vni", "id " + vxlan.vni());
        vxlan.local().ifPresent(local -> option(options, fields, "local", "local " + local));
        vxlan.group().ifPresent(group -> option(options, fields, "group", "group " + group));
        vxlan.groupDevice().ifPresent(device -> option(options, fields, "dev", "dev " + device));
        option(options, fields, "port", "dstport " + vxlan.port());
        option(options, fields, "ttl", "ttl " + (vxlan.ttl() == 0 ? "auto" : vxlan.ttl()));
        option(
                options,
                fields,
                "tos",
                "tos " + (vxlan.tos() == 1 ? "inherit" : Integer.toHexString(vxlan.tos())));
        option(options, fields, "learning", vxlan.learning() ? "learning" : "nolearning");
        option(options, fields, "ageing", "ageing " + vxlan.ageing());
        return options.toString();
    }

    /// iproute2 takes the bridge's ageing in hundredths of a second.
    private static String bridge(Bridge bridge, Set<String> fields) {
        StringBuilder options = new StringBuilder();
        option(options, fields, "stp", "stp_state " + (bridge.stp() ? 1 : 0));
        option(
                options,
                fields,
                "vlan_filtering",
                "vlan_filtering " + (bridge.vlanFiltering() ? 1 : 0));
        option(options, fields, "ageing", "ageing_time " + 100 * bridge.ageing());
        return options.toString();
    }

    private static void option(
            StringBuilder options, Set<String> fields, String field, String text) {
        if (fields.contains(field)) {
            options.append(' ').append(text);
        }
    }
}
