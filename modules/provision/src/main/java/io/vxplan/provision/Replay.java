package io.vxplan.provision;

import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.BridgePort;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FirewallPeer;
import io.vxplan.model.resource.FirewallTable;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.Link;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.model.resource.TextFile;
import io.vxplan.model.resource.Vxlan;
import io.vxplan.plan.Change;
import io.vxplan.plan.iproute.Command;
import io.vxplan.plan.iproute.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A host's state of the kernel as a script and what it feeds to iproute2 and `nft`: with the
/// commands that `explain` prints, but for the tables in which there may be thousands of lines, in
/// batches.
///
/// @param topology its name
/// @param kernel what `apply` makes
/// @param unit that runs it
/// @param firewallUnit that runs the part of it which is needed first
/// @param awaited devices that somebody else makes, who is waited for
record Replay(
        String topology, HostState kernel, String unit, String firewallUnit, List<String> awaited) {
    private static final String FORWARDING_IPV6 = "net.ipv6.conf.all.forwarding";

    /// Lines for one run of a tool.
    private record Batch(String tool, String file, List<String> lines) {}

    String folder() {
        return TextFile.FOLDER + "/" + topology + "/restore";
    }

    List<TextFile> files() {
        List<Batch> batches = batches().stream().filter(batch -> !batch.lines.isEmpty()).toList();
        List<TextFile> files = new ArrayList<>();
        files.add(file("run.sh", script(batches)));
        batches.forEach(batch -> files.add(file(batch.file, text(batch.lines))));
        if (hasFirewall()) {
            files.add(file("firewall.sh", firewallScript()));
        }
        kernel.all(FirewallTable.class)
                .forEach(table -> files.add(file(fileOf(table), transaction(table))));
        return files;
    }

    boolean hasFirewall() {
        return kernel.all(FirewallTable.class).findAny().isPresent();
    }

    private TextFile file(String name, String text) {
        return TextFile.open(folder() + "/" + name, topology, text);
    }

    private static String fileOf(FirewallTable table) {
        return "firewall" + table.name().substring(table.name().lastIndexOf('/')).replace('/', '-');
    }

    private String transaction(FirewallTable table) {
        return text(
                Stream.concat(
                                Stream.of(Commands.restore(table)),
                                peers(table)
                                        .flatMap(peer ->
                                                Commands.of(new Change.Create(peer)).stream()))
                        .map(Command.Nft.class::cast)
                        .map(Command.Nft::lines)
                        .toList());
    }

    private Stream<FirewallPeer> peers(FirewallTable table) {
        return kernel.all(FirewallPeer.class).filter(peer -> peer.table().equals(table.key()));
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    /// A resource never needs one of a later batch.
    private List<Batch> batches() {
        List<String> links = new ArrayList<>();
        kernel.all(Link.class).forEach(link -> links.addAll(lines(Commands.finish(link))));
        List<Command> ports = commands(BridgePort.class).toList();
        links.addAll(lines(ports.stream().filter(Command.Ip.class::isInstance).toList()));
        links.addAll(lines(commands(Address.class).toList()));
        List<String> bridge =
                lines(
                        Stream.concat(
                                        ports.stream().filter(Command.Bridge.class::isInstance),
                                        commands(FdbEntry.class))
                                .toList());
        List<String> routes =
                lines(Stream.concat(commands(Neighbour.class), commands(Route.class)).toList());
        return List.of(
                new Batch("ip", "links", links),
                new Batch("bridge", "bridge", bridge),
                new Batch("ip", "routes", routes));
    }

    private Stream<Command> commands(Class<? extends Resource> kind) {
        return kernel.all(kind)
                .flatMap(resource -> Commands.of(new Change.Create(resource)).stream());
    }

    private static List<String> lines(List<Command> commands) {
        return commands.stream()
                .map(Command.Batched.class::cast)
                .map(Command.Batched::line)
                .toList();
    }

    private String script(List<Batch> batches) {
        return new Template("restore.sh")
                .render(
                        Map.ofEntries(
                                Map.entry("unit", unit),
                                Map.entry("folder", folder()),
                                Map.entry("group", Mark.LINK_GROUP),
                                Map.entry("firewall", hasFirewall()),
                                Map.entry("devices", devices()),
                                Map.entry("awaited", awaited),
                                Map.entry("underlays", underlays()),
                                Map.entry("underlay_devices", underlayDevices()),
                                Map.entry("ipv6", kernel.sysctl(FORWARDING_IPV6).isPresent()),
                                Map.entry("sysctls", sysctls()),
                                Map.entry(
                                        "batches",
                                        batches.stream()
                                                .map(batch ->
                                                        Map.of(
                                                                "tool", batch.tool,
                                                                "file", batch.file))
                                                .toList())));
    }

    private String firewallScript() {
        return new Template("firewall.sh")
                .render(Map.of("unit", firewallUnit, "folder", folder(), "tables", tables()));
    }

    /// Where none of its peers is known here, they are the router's.
    private List<Map<String, Object>> tables() {
        return kernel.all(FirewallTable.class)
                .map(table ->
                        Map.<String, Object>of(
                                "key", table.key().toString(),
                                "file", fileOf(table),
                                "of_router", peers(table).findAny().isEmpty()))
                .toList();
    }

    private List<Map<String, String>> devices() {
        return kernel.all(Link.class)
                .map(link ->
                        Map.of(
                                "name",
                                link.name().value(),
                                "alias",
                                link.settings().alias().orElseThrow(),
                                "add",
                                lines(Commands.add(link)).stream()
                                        .collect(Collectors.joining("\n"))))
                .toList();
    }

    private List<String> underlays() {
        return kernel.all(Vxlan.class)
                .flatMap(vxlan -> vxlan.local().stream())
                .map(Objects::toString)
                .distinct()
                .toList();
    }

    private List<String> underlayDevices() {
        return kernel.all(Vxlan.class)
                .flatMap(vxlan -> vxlan.groupDevice().stream())
                .map(Objects::toString)
                .distinct()
                .toList();
    }

    private List<Map<String, String>> sysctls() {
        return kernel.all(Sysctl.class)
                .map(sysctl -> Map.of("path", Sysctl.path(sysctl.name()), "value", sysctl.value()))
                .toList();
    }
}
