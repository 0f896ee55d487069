package io.vxplan.lab;

import io.vxplan.lab.dump.Dump;
import io.vxplan.model.HostName;
import io.vxplan.verify.Vantages;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What a lab's hosts are made of, and how one gets at them and at the workloads behind them.
///
/// A provider keeps nothing itself: what it has to remember is in the lab's folder.
public interface Provider {
    /// Makes nothing, but sees whether all is there that it takes to build this.
    void require(Site site) throws LabException;

    /// Makes the hosts, the workloads and what is between them. Where it fails, [#remove] is
    /// called.
    ///
    /// @return for each host the inventory's variables that say how to reach it, and who keeps its
    ///   services running
    SortedMap<HostName, SortedMap<String, String>> build(Site site) throws LabException;

    /// Removes all of it, and what a crash left; not the folder.
    void remove(LabFolder folder) throws LabException;

    /// What is not there any more of what was built.
    List<String> missing(Lab lab) throws LabException;

    /// The words with which this machine runs a command somewhere in the lab.
    List<String> command(Lab lab, Place place, List<String> command) throws LabException;

    /// How `verify` gets into the workloads.
    Vantages vantages(Lab lab);

    /// What is configured on each host.
    SortedMap<HostName, Dump> dumps(Lab lab) throws LabException;

    /// Watches the frames of the overlays as they cross the underlay, each where it leaves its
    /// host, until the sink has enough.
    void capture(Lab lab, CaptureSink sink) throws LabException;

    /// The daemons of the hosts; empty where no overlay has members that are discovered.
    Optional<Daemons> daemons(Lab lab) throws LabException;
}
