package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.finding.Finding;
import java.util.List;

/// Looks at one side of a host.
@FunctionalInterface
public interface Exam {
    List<Exam> ALL =
            List.of(
                    SystemExam::of,
                    UnderlayExam::of,
                    ReversePathExam::of,
                    TunnelExam::of,
                    PeerFirewallExam::of,
                    ForwardingExam::of,
                    OffloadExam::of,
                    ManagerExam::of);

    void of(Part part, Facts facts, Notes notes);

    /// All that the facts of a host tell.
    static List<Finding> all(Part part, Facts facts) {
        Notes notes = new Notes(part.host());
        ALL.forEach(exam -> exam.of(part, facts, notes));
        return notes.findings();
    }
}
