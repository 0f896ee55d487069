package io.vxplan.plan.diff;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.resource.ServiceUnit;
import io.vxplan.model.resource.TextFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where files and services meet files that are not ours, or a host without systemd.
record ServiceConflicts(Ownership ownership) {

    List<Diagnostic> find() {
        List<Diagnostic> problems = new ArrayList<>();
        systemd().ifPresent(problems::add);
        ownership
                .desired()
                .all(TextFile.class)
                .forEach(file -> file(file).ifPresent(problems::add));
        return problems;
    }

    private Optional<Diagnostic> systemd() {
        boolean isThere = ownership.observed().get(ServiceUnit.MANAGER.key()).isPresent();
        return isThere
                ? Optional.empty()
                : ownership
                        .desired()
                        .all(ServiceUnit.class)
                        .findFirst()
                        .map(unit ->
                                Diagnostic.error(
                                        "this host does not run systemd, which "
                                                + unit.name()
                                                + " needs",
                                        unit.isDaemon()
                                                ? "name the overlay's hosts under `membership` instead of `discovered`, or run the daemons there yourself and set the host's variable `vxplan_services: none`"
                                                : "say `persistence: none`, or set the host's variable `vxplan_services: none`"));
    }

    private Optional<Diagnostic> file(TextFile wanted) {
        return ownership
                .observed()
                .get(wanted.key())
                .map(TextFile.class::cast)
                .filter(present -> !present.content().equals(wanted.content()))
                .filter(present -> !ownership.owns(present) && !ownership.adopts(present))
                .map(ServiceConflicts::foreign);
    }

    private static Diagnostic foreign(TextFile present) {
        return present.topology()
                .map(other ->
                        Diagnostic.error(
                                "file '" + present.path() + "' belongs to topology " + other,
                                "rename one of the two topologies, or its entry under `discovery`"))
                .orElseGet(() ->
                        Diagnostic.error(
                                "file '" + present.path() + "' exists and is not marked as ours",
                                "remove it, or take it over with `apply --adopt`"));
    }
}
