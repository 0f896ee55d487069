package io.vxplan.doctor.finding;

import io.vxplan.model.HostName;
import java.util.Comparator;

/// Something that breaks, or may.
///
/// @param what is the matter, and with what
/// @param remedy what to do
public record Finding(Ailment ailment, HostName host, String what, String remedy)
        implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER =
            Comparator.comparing(Finding::host)
                    .thenComparing(Finding::ailment)
                    .thenComparing(Finding::what)
                    .thenComparing(Finding::remedy);

    public Severity severity() {
        return ailment.severity();
    }

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }
}
