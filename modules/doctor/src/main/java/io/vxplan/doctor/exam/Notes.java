package io.vxplan.doctor.exam;

import io.vxplan.doctor.finding.Ailment;
import io.vxplan.doctor.finding.Finding;
import io.vxplan.model.HostName;
import java.util.ArrayList;
import java.util.List;

/// What is found on one host.
public final class Notes {
    private final HostName host;
    private final List<Finding> findings = new ArrayList<>();

    public Notes(HostName host) {
        this.host = host;
    }

    public void add(Ailment ailment, String what, String remedy) {
        findings.add(new Finding(ailment, host, what, remedy));
    }

    public List<Finding> findings() {
        return findings.stream().distinct().toList();
    }
}
