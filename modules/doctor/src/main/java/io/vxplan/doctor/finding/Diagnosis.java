package io.vxplan.doctor.finding;

import java.util.Collection;
import java.util.List;

/// What was found on all hosts.
///
/// @param hosts how many were looked at
/// @param findings sorted by host
public record Diagnosis(String topology, int hosts, List<Finding> findings) {

    public static Diagnosis of(String topology, int hosts, Collection<Finding> findings) {
        return new Diagnosis(topology, hosts, findings.stream().distinct().sorted().toList());
    }

    /// Nothing would break: what may, and what could not be looked at, is no failure.
    public boolean passed() {
        return count(Severity.ERROR) == 0;
    }

    public long count(Severity severity) {
        return findings.stream().filter(finding -> finding.severity() == severity).count();
    }
}
