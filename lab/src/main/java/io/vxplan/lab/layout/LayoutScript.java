package io.vxplan.lab.layout;

import io.vxplan.lab.layout.Cable.Attachment;
import io.vxplan.lab.layout.Cable.Plug;
import io.vxplan.lab.layout.Namespace.KnownNeighbour;
import io.vxplan.lab.layout.Namespace.Switch;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The shell script that builds a lab. One `ip -batch` for each namespace: a process for each
/// command would take ten times as long.
public final class LayoutScript {
    /// What a namespace inherits from the machine is set to what a fresh kernel has, or a lab would
    /// prove nothing on a machine that forwards. Duplicate address detection would lose the first
    /// pings. Written before there are interfaces: those take `default` when they are made.
    private static final String FRESH =
            """
            fresh() {
                nsenter --net="/run/netns/$1" sh -eu -c '
                    cd /proc/sys/net
                    echo "$1" >ipv4/ip_forward
                    for which in all default; do
                        echo 0 >ipv4/conf/$which/rp_filter
                        echo 0 >ipv6/conf/$which/disable_ipv6
                        echo 0 >ipv6/conf/$which/accept_dad
                        echo "$1" >ipv6/conf/$which/forwarding
                    done' fresh "$2"
            }
            """;

    /// The kernel notices a cable a little after it is there, and gives link-local addresses only
    /// then.
    private static final String READY =
            """
            ready() {
                tries=100
                while ip -netns "$1" -o link show up | grep -q -e NO-CARRIER -e "state DOWN"; do
                    tries=$((tries - 1))
                    [ $tries -gt 0 ] || { echo "the links in $1 don't come up" >&2; exit 1; }
                    sleep 0.05
                done
            }
            """;

    private final StringBuilder text = new StringBuilder();
    private final Map<String, Long> processes;
    private final Set<String> there;
    private final List<Uplink> uplinks;

    private LayoutScript(Map<String, Long> processes, Set<String> there, List<Uplink> uplinks) {
        this.processes = processes;
        this.there = there;
        this.uplinks = uplinks;
    }

    /// @param processes those whose namespaces become the lab's, by the names that these are to
    ///   have
    public static String of(LabLayout layout, Map<String, Long> processes) {
        return new LayoutScript(processes, Set.of(), List.of()).script(layout);
    }

    /// @param there namespaces that have their names already, and keep their settings
    public static String of(LabLayout layout, Set<String> there) {
        return new LayoutScript(Map.of(), there, List.of()).script(layout);
    }

    /// @param uplinks to who is not in a namespace of the lab
    public static String of(LabLayout layout, List<Uplink> uplinks) {
        return new LayoutScript(Map.of(), Set.of(), uplinks).script(layout);
    }

    private String script(LabLayout layout) {
        write(layout);
        return text.toString();
    }

    private void write(LabLayout layout) {
        line("set -eu");
        text.append(FRESH).append(READY);
        List<Namespace> namespaces = layout.namespaces();
        List<Namespace> made =
                namespaces.stream().filter(each -> !there.contains(each.name())).toList();
        batch("ip", made.stream().map(this::named).toList());
        for (Namespace namespace : made) {
            line("fresh " + namespace.name() + (namespace.forwards() ? " 1" : " 0"));
        }
        for (Namespace namespace : namespaces) {
            if (!namespace.switches().isEmpty()) {
                batch(in(namespace), switches(namespace));
            }
        }
        // From inside, so that no cable is ever in the machine's own namespace.
        batch(in(layout.underlay()), layout.cables().stream().map(LayoutScript::create).toList());
        for (Uplink uplink : uplinks) {
            batch("ip", near(uplink, layout.underlay()));
            batch(in(layout.underlay()), port(uplink.far(), uplink.bridge()));
        }
        var plugs = layout.plugs();
        for (Namespace namespace : namespaces) {
            batch(
                    in(namespace),
                    settings(namespace, plugs.getOrDefault(namespace.name(), List.of())));
        }
        made.forEach(namespace -> line("ready " + namespace.name()));
    }

    private String named(Namespace namespace) {
        return Optional.ofNullable(processes.get(namespace.name()))
                .map(process -> "netns attach " + namespace.name() + " " + process)
                .orElse("netns add " + namespace.name());
    }

    private static String in(Namespace namespace) {
        return "ip -netns " + namespace.name();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void batch(String command, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        line(command + " -batch - <<'END'");
        lines.forEach(this::line);
        line("END");
    }

    /// Snooping is off: without a querier it would soon cut off multicast groups. Frames from one
    /// port to another need no link-local address on the bridge.
    private static List<String> switches(Namespace namespace) {
        List<String> lines = new ArrayList<>();
        for (Switch bridge : namespace.switches()) {
            lines.add("link add name " + bridge.name() + " type bridge mcast_snooping 0");
            if (bridge.addresses().isEmpty()) {
                lines.add("link set dev " + bridge.name() + " addrgenmode none");
            }
            bridge.addresses().forEach(address -> lines.add(add(address, bridge.name().value())));
            lines.add("link set dev " + bridge.name() + " up");
        }
        return lines;
    }

    private static String create(Cable cable) {
        return "link add "
                + end(cable.first(), cable.mtu())
                + " type veth peer "
                + end(cable.second(), cable.mtu());
    }

    private static String end(Plug plug, int mtu) {
        return "name "
                + plug.device()
                + " netns "
                + plug.namespace()
                + " mtu "
                + mtu
                + " address "
                + plug.mac();
    }

    private static List<String> near(Uplink uplink, Namespace underlay) {
        String mtu = " mtu " + uplink.mtu();
        List<String> lines = new ArrayList<>();
        lines.add(
                "link add name "
                        + uplink.near()
                        + mtu
                        + " type veth peer name "
                        + uplink.far()
                        + mtu
                        + " netns "
                        + underlay.name());
        lines.addAll(port(uplink.near(), uplink.outside()));
        return lines;
    }

    private static List<String> port(InterfaceName device, InterfaceName bridge) {
        String set = "link set dev " + device;
        return List.of(set + " addrgenmode none", set + " master " + bridge, set + " up");
    }

    private static List<String> settings(Namespace namespace, List<Plug> plugs) {
        List<String> lines = new ArrayList<>();
        lines.add("link set dev lo up");
        plugs.forEach(plug -> lines.addAll(settings(plug)));
        for (IpAddress gateway : namespace.gateways()) {
            lines.add("route add default via " + gateway);
        }
        for (KnownNeighbour known : namespace.neighbours()) {
            lines.add(
                    "neighbour add "
                            + known.address()
                            + " lladdr "
                            + known.mac()
                            + " dev "
                            + known.device()
                            + " nud permanent");
        }
        return lines;
    }

    private static List<String> settings(Plug plug) {
        String set = "link set dev " + plug.device();
        return switch (plug.attachment()) {
            case Attachment.Addressed(var addresses) ->
                    Stream.concat(
                                    addresses.stream()
                                            .map(address -> add(address, plug.device().value())),
                                    Stream.of(set + " up"))
                            .toList();
            case Attachment.PortOf(var bridge) -> port(plug.device(), bridge);
            case Attachment.Loose() -> List.of(set + " addrgenmode none", set + " up");
        };
    }

    private static String add(InterfaceAddress address, String device) {
        return "address add " + address + " dev " + device;
    }
}
