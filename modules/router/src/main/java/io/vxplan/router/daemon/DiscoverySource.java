package io.vxplan.router.daemon;

import io.vxplan.daemon.Log;
import io.vxplan.discovery.state.DiscoveryFile;
import io.vxplan.discovery.state.DiscoveryFormatException;
import io.vxplan.discovery.state.DiscoveryJson;
import io.vxplan.discovery.state.DiscoveryState;
import io.vxplan.model.Diagnostic;
import io.vxplan.model.FileFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `discovery.json` as its reader has it: taken as a whole, or not at all.
final class DiscoverySource {
    /// Ten thousand peers with some networks each take some 4 MB.
    private static final int MAX_BYTES = 16 << 20;

    private static final String ADVICE = "nothing is changed until discovery has written it";

    private final Path file;
    private final Log log;
    private volatile Optional<String> problem = Optional.empty();

    DiscoverySource(Path folder, Log log) {
        this.file = folder.resolve(DiscoveryFile.NAME);
        this.log = log;
    }

    /// Empty where there is nothing to go by, which is told.
    Optional<DiscoveryState> read() {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                return refused("it has more than " + (MAX_BYTES >> 20) + " MiB");
            }
            DiscoveryState state = DiscoveryJson.read(bytes);
            log.problems(file.toString(), List.of());
            problem = Optional.empty();
            return Optional.of(state);
        } catch (IOException e) {
            return refused("can't read it: " + FileFailure.reason(e));
        } catch (DiscoveryFormatException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private Optional<DiscoveryState> refused(String why) {
        problem = Optional.of(file + ": " + why);
        log.problems(file.toString(), List.of(Diagnostic.warning(file + ": " + why, ADVICE)));
        return Optional.empty();
    }

    /// Why there was nothing to go by the last time. Any thread.
    Optional<String> problem() {
        return problem;
    }
}
