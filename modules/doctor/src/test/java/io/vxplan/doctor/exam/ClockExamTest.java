package io.vxplan.doctor.exam;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.doctor.facts.FactsReader;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.finding.Finding;
import io.vxplan.model.topology.Topology;
import io.vxplan.testing.Topologies;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockExamTest {
    private static final Topology TOPOLOGY = Topologies.topology(1);
    private static final Instant BEFORE = Instant.ofEpochSecond(1000);
    private static final Instant AFTER = Instant.ofEpochSecond(1020);

    @ParameterizedTest
    @CsvSource({
        "1000.500000000,",
        "1019,",
        "995,",
        "994.9, its clock is 5 s behind this machine's",
        "1025,",
        "1026.25, its clock is 6 s ahead of this machine's",
        "700000, its clock is 698980 s ahead of this machine's",
        "date: not found, its clock could not be read with `date +%s`"
    })
    void aClockThatIsWrongIsFound(String said, String found) {
        Notes notes = new Notes(Topologies.host(1));

        ClockExam.of(
                Part.of(TOPOLOGY, Topologies.host(1)),
                FactsReader.read("--- clock\n" + said + "\n--- end\n"),
                BEFORE,
                AFTER,
                notes);

        if (found == null) {
            assertThat(notes.findings()).isEmpty();
        } else {
            assertThat(notes.findings())
                    .singleElement()
                    .extracting(Finding::what)
                    .asString()
                    .startsWith(found);
        }
    }
}
