package io.vxplan.lab;

import io.vxplan.lab.capture.VxlanFrame;
import io.vxplan.lab.dump.Dump;
import io.vxplan.lab.folder.LabRecord;
import io.vxplan.lab.vagrant.Machine;
import io.vxplan.model.HostName;
import io.vxplan.verify.Vantages;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A lab that is up.
public final class Lab {
    private final LabFolder folder;
    private final LabRecord record;
    private final ProviderName providerName;
    private final Provider provider;

    private Lab(LabFolder folder, LabRecord record) throws LabException {
        this.folder = folder;
        this.record = record;
        this.providerName = folder.provider();
        this.provider = providerName.provider();
    }

    /// Builds it. What an earlier attempt left is removed first; where this one fails, it leaves
    /// nothing.
    ///
    /// @param progress takes a line for what takes long
    public static Lab up(Blueprint blueprint, Consumer<String> progress) throws LabException {
        LabFolder folder = LabFolder.of(blueprint.inventoryFile());
        try (LabFolder.Held _ = folder.hold()) {
            return build(folder, blueprint, Lifetime.OF_THE_LAB, progress);
        }
    }

    static Lab build(
            LabFolder folder, Blueprint blueprint, Lifetime lifetime, Consumer<String> progress)
            throws LabException {
        if (folder.record().isPresent()) {
            throw new LabException(
                    "this lab is up already: its inventory is " + folder.inventory(),
                    "use that, or `vxplan lab down` first");
        }
        Provider provider = blueprint.provider().provider();
        Site site = Site.of(folder, blueprint, lifetime, progress);
        provider.require(site);
        remove(folder);
        try {
            folder.create(blueprint.provider());
            OwnFiles.write(site, provider.build(site));
            LabRecord record = site.record();
            folder.write(record);
            return new Lab(folder, record);
        } catch (LabException | RuntimeException e) {
            remove(folder);
            throw e;
        }
    }

    /// The lab of an inventory, the user's or the lab's own; empty where it is not up.
    public static Optional<Lab> find(Path inventory) throws LabException {
        LabFolder folder = LabFolder.of(inventory);
        Optional<LabRecord> record = folder.record();
        return record.isPresent() ? Optional.of(new Lab(folder, record.get())) : Optional.empty();
    }

    /// The hosts as virtual machines: what the Vagrantfile reads.
    public static String machines(Blueprint blueprint) throws LabException {
        LabFolder folder = LabFolder.of(blueprint.inventoryFile());
        Site site = Site.of(folder, blueprint, Lifetime.OF_THE_COMMAND, _ -> {});
        return Machine.json(Machine.of(blueprint.project().inventory(), site.layout()));
    }

    /// Removes the lab of an inventory, and what a crash left of one.
    public static void down(Path inventory) throws LabException {
        LabFolder folder = LabFolder.of(inventory);
        try (LabFolder.Held _ = folder.hold()) {
            remove(folder);
        }
    }

    static void remove(LabFolder folder) throws LabException {
        folder.provider().provider().remove(folder);
        folder.remove();
    }

    /// The lab's own inventory: the same hosts, the lab's connections.
    public Path inventory() {
        return folder.inventory();
    }

    public Path topology() {
        return folder.topology();
    }

    public LabFolder folder() {
        return folder;
    }

    /// What was built.
    public LabRecord record() {
        return record;
    }

    public String name() {
        return record.name();
    }

    public SortedSet<HostName> hosts() {
        SortedSet<HostName> hosts = new TreeSet<>();
        record.hosts().keySet().forEach(host -> hosts.add(new HostName(host)));
        return hosts;
    }

    /// How `verify` gets into the workloads behind the hosts of an inventory: where it is a lab's
    /// own, as its provider does; on real machines not at all.
    public static Vantages vantages(Path inventory) throws LabException {
        Path file = inventory.toAbsolutePath().normalize();
        return find(file)
                .filter(lab -> lab.inventory().equals(file))
                .map(lab -> lab.provider.vantages(lab))
                .orElse(Vantages.NONE);
    }

    /// Empty where no overlay has members that are discovered.
    Optional<Daemons> daemons() throws LabException {
        return provider.daemons(this);
    }

    private Daemons requireDaemons() throws LabException {
        return daemons()
                .orElseThrow(() ->
                        new LabException(
                                "this lab runs no daemons: no overlay has members that are discovered, or they are services of the hosts",
                                ""));
    }

    /// Starts the daemons of its hosts, where members of overlays are discovered; waits for
    /// nothing.
    public void startDaemons() throws LabException {
        requireDaemons().start(Lifetime.OF_THE_LAB);
    }

    /// Ends them. What they have made stays.
    public void stopDaemons() throws LabException {
        requireDaemons().stop();
    }

    /// Runs a command on a host or in a workload, with this process's input and output.
    ///
    /// @param place a host, a server, an endpoint, or `overlay/endpoint` where that is not clear
    /// @return its exit code
    public int exec(String place, List<String> command) throws LabException {
        return Processes.attended(provider.command(this, new Places(record).named(place), command));
    }

    /// What is configured on each host.
    SortedMap<HostName, Dump> dumps() throws LabException {
        return provider.dumps(this);
    }

    /// Watches the frames of the overlays as they cross the underlay, each where it leaves its
    /// host, until the sink has enough.
    public void capture(CaptureSink sink) throws LabException {
        provider.capture(this, sink);
    }

    /// The line of a frame, with the name of its overlay.
    public String describe(VxlanFrame frame) {
        String overlay =
                record.overlays().stream()
                        .filter(each -> each.vni() == frame.vni())
                        .map(LabRecord.OverlayRecord::name)
                        .findFirst()
                        .orElse("no overlay of this lab");
        return overlay + ": " + frame;
    }

    /// What of it is there.
    ///
    /// @param daemons of the hosts, whether they run or not
    /// @param missing what somebody removed, or has ended
    public record Status(
            ProviderName provider,
            Path inventory,
            LabRecord record,
            List<Daemons.Status> daemons,
            List<String> missing) {}

    public Status status() throws LabException {
        Optional<Daemons> daemons = daemons();
        return new Status(
                providerName,
                inventory(),
                record,
                daemons.isPresent() ? daemons.get().status() : List.of(),
                provider.missing(this));
    }
}
