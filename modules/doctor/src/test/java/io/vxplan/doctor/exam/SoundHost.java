package io.vxplan.doctor.exam;

import io.vxplan.doctor.Samples;
import io.vxplan.doctor.facts.FactsReader;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.finding.Finding;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// What a host says of itself that has nothing.
final class SoundHost {
    private static final Topology TOPOLOGY =
            Topologies.topology(
                    2,
                    Samples.routed(2, new Flooding.Static()),
                    Samples.bridged(2, new Flooding.Replicate()));

    private SoundHost() {}

    static String text() {
        try (InputStream in =
                Objects.requireNonNull(SoundHost.class.getResourceAsStream("sound.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param text what it says, or what it would if something were otherwise
    static List<Finding> examine(String text) {
        return Exam.all(Part.of(TOPOLOGY, Topologies.host(1)), FactsReader.read(text));
    }
}
