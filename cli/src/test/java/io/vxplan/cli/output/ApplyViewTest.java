package io.vxplan.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.host.HostException;
import io.vxplan.host.Progress;
import io.vxplan.host.rollout.Outcome;
import io.vxplan.model.HostName;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.plan.Change;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplyViewTest {
    private static final HostName H1 = new HostName("h1");

    private final StringWriter results = new StringWriter();
    private final StringWriter messages = new StringWriter();
    private final Terminal terminal =
            new Terminal(new PrintWriter(results), new PrintWriter(messages), false, false);

    @Test
    void whatBecameOfTheOtherChangesOfAHostThatFails() {
        show(Format.TEXT, new Progress(7, change(0), changes(1, 2), changes(2, 6), 12));

        assertThat(messages.toString())
                .isEqualTo(
                        """
                        h1: failed to create sysctl s0: the kernel says no; ask again
                        h1: made before that: 7; made after it, in the same batch: 4 (create sysctl s2, create sysctl s3, create sysctl s4, ...); refused as well: 1 (create sysctl s1); not tried: 12
                        """);
    }

    @Test
    void aChangeWithoutOthersIsNotCounted() {
        show(Format.TEXT, Progress.upTo(change(0), changes(0, 1)));

        assertThat(messages.toString().lines()).hasSize(1);
    }

    @Test
    void programsAreToldOfEach() {
        show(Format.JSON, new Progress(7, change(0), changes(1, 2), changes(2, 4), 12));

        assertThat(results.toString().lines().findFirst())
                .contains(
                        """
                        {"event":"failed","host":"h1","change":"create sysctl s0","problem":"the kernel says no","advice":"ask again","made_before":7,"made_after":["create sysctl s2","create sysctl s3"],"refused_too":["create sysctl s1"],"not_tried":12}\
                        """
                                .strip());
    }

    private void show(Format format, Progress progress) {
        HostException failure =
                new HostException(
                        H1,
                        Optional.of(progress),
                        "the kernel says no",
                        "ask again",
                        Optional.empty());
        ApplyView view = ApplyView.of(format, terminal, new TreeSet<>(Set.of(H1)));
        view.finished(H1, new Outcome.Failed<>(failure));
    }

    private static List<Change> changes(int from, int to) {
        return IntStream.range(from, to).mapToObj(ApplyViewTest::change).toList();
    }

    private static Change change(int number) {
        return new Change.Create(new Sysctl("s" + number, "1"));
    }
}
