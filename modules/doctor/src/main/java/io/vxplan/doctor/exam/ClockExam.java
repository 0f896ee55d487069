package io.vxplan.doctor.exam;

import io.vxplan.doctor.facts.Facts;
import io.vxplan.doctor.facts.Part;
import io.vxplan.doctor.finding.Ailment;
import java.time.Duration;
import java.time.Instant;

/// Whether a host's clock is right, as this machine's goes. Nothing of an overlay needs it but
/// signed changes in DNS and the certificates of etcd.
public final class ClockExam {
    /// Beyond what any network needs to carry a question.
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    private ClockExam() {}

    /// @param before by this machine's clock, when the host was asked
    /// @param after when it had answered: the script looks at the clock first
    public static void of(Part part, Facts facts, Instant before, Instant after, Notes notes) {
        if (facts.clock().isEmpty()) {
            notes.add(
                    Ailment.NOT_CHECKED,
                    "its clock could not be read with `date +%s`",
                    "look whether `date` is right there");
            return;
        }
        Instant host = facts.clock().get();
        Duration off =
                host.isBefore(before)
                        ? Duration.between(host, before)
                        : host.isAfter(after) ? Duration.between(after, host) : Duration.ZERO;
        if (off.compareTo(TOLERATED) > 0) {
            notes.add(
                    Ailment.CLOCK,
                    "its clock is "
                            + off.toSeconds()
                            + " s "
                            + (host.isBefore(before) ? "behind" : "ahead of")
                            + " this machine's: etcd's certificates, signed changes in DNS (5 minutes) and the times in logs depend on it",
                    "let chrony or systemd-timesyncd keep the clock (`timedatectl`), on "
                            + part.host()
                            + " or here");
        }
    }
}
