package io.vxplan.discovery.daemon;

import io.vxplan.daemon.Log;
import io.vxplan.daemon.Trouble;
import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.discovery.state.DiscoveryFormatException;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.discovery.state.EventLog;
import io.vxplan.discovery.state.FolderInUseException;
import io.vxplan.discovery.state.Peer;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The daemon's files. What can't be written is said once and tried again with the next of its
/// kind: a folder that is full or read-only ends no daemon. Events are lost meanwhile, peers are
/// not.
final class StateFiles implements AutoCloseable {
    private final InstantSource clock;
    private final Log log;
    private final DiscoveryFile file;
    private final EventLog eventLog;
    private final Trouble fileTrouble;
    private final Trouble eventTrouble;

    StateFiles(Path folder, InstantSource clock, Log log) {
        this.clock = clock;
        this.log = log;
        this.file = new DiscoveryFile(folder, clock);
        this.eventLog = new EventLog(folder);
        this.fileTrouble = new Trouble(log, "can't write " + file.path());
        this.eventTrouble = new Trouble(log, "can't write " + eventLog.path());
    }

    /// @throws FolderInUseException where another daemon writes there
    void lock() throws FolderInUseException {
        try {
            file.lock();
        } catch (FolderInUseException e) {
            throw e;
        } catch (IOException e) {
            fileTrouble.failed(FileFailure.reason(e));
        }
    }

    /// What this daemon knew when it ended.
    List<Peer> known() {
        try {
            return file.read().peers();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            log.warn("can't read %s: %s".formatted(file.path(), FileFailure.reason(e)));
        } catch (DiscoveryFormatException e) {
            log.warn("%s is not as it should be: %s".formatted(file.path(), e.getMessage()));
        }
        return List.of();
    }

    /// @return whether it stands there now
    boolean write(List<Peer> peers) {
        try {
            file.write(new DiscoveryState(clock.instant(), peers));
            fileTrouble.over();
            return true;
        } catch (IOException e) {
            fileTrouble.failed(FileFailure.reason(e));
            return false;
        }
    }

    /// What can't be written just now. Any thread.
    Optional<String> problem() {
        return fileTrouble.problem().or(eventTrouble::problem);
    }

    void append(List<String> events) {
        try {
            eventLog.append(events);
            eventTrouble.over();
        } catch (IOException e) {
            eventTrouble.failed(FileFailure.reason(e));
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            fileTrouble.failed(FileFailure.reason(e));
        }
    }
}
