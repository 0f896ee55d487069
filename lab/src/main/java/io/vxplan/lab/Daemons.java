package io.vxplan.lab;

import java.nio.file.Path;
import java.util.List;

/// Both daemons of each host in overlays whose members are discovered.
public interface Daemons {
    /// Starts those that don't run, and waits for nothing.
    void start(Lifetime lifetime) throws LabException;

    /// Waits until they have made what `apply` would make if all members were known beforehand.
    ///
    /// @throws LabException where one ends, or it takes too long
    void awaitPeers() throws LabException;

    /// Ends them. What they have made stays.
    ///
    /// @throws LabException where one was not there any more, or did not end in time
    void stop() throws LabException;

    List<Status> status() throws LabException;

    /// The end of each one's log.
    String lastWords();

    /// @param name what it does, for which entry of `discovery`, on which host
    /// @param log where it is, in words for the user
    record Status(String name, boolean running, Path log) {}
}
