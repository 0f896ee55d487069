package io.vxplan.router.convert;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.topology.DiscoveryEntry;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Network;
import io.vxplan.provision.DotEnv;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What of an overlay a [ComposeFolder] has no words for.
final class ComposeChecks {
    private final Overlay overlay;
    private final Optional<DiscoveryEntry> discovery;
    private final List<Diagnostic> problems = new ArrayList<>();

    ComposeChecks(Overlay overlay, Optional<DiscoveryEntry> discovery) {
        this.overlay = overlay;
        this.discovery = discovery;
    }

    List<Diagnostic> problems() {
        checkOverlay();
        overlay.networks().forEach(this::checkNetwork);
        discovery.ifPresent(this::checkCredentials);
        return List.copyOf(problems);
    }

    private void checkOverlay() {
        if (overlay.mode() != Overlay.Mode.ROUTED) {
            refuse("is bridged", "docker-router routes: take a routed one");
        } else if (!overlay.addressed() || overlay.subnets().size() != 1) {
            refuse("has not exactly one subnet", "docker-router needs one, and no more");
        }
        if (!(overlay.flooding() instanceof Flooding.Replicate) || !overlay.learning()) {
            refuse(
                    "floods otherwise than to every peer, or does not learn",
                    "docker-router does both: say `flooding: replicate`, `learning: auto`");
        }
    }

    private void refuse(String what, String advice) {
        problems.add(
                Diagnostic.error(
                        overlay.at(), "overlay '%s' %s".formatted(overlay.name(), what), advice));
    }

    private void checkNetwork(Network network) {
        if (network.behind().size() > 1) {
            problems.add(
                    Diagnostic.error(
                            network.prefix().at(),
                            "network %s is behind several hosts".formatted(network.prefix()),
                            "to docker-router a network is behind one"));
        }
    }

    private void checkCredentials(DiscoveryEntry entry) {
        entry.credentials()
                .forEach((variable, secret) -> {
                    if (!DotEnv.holds(secret)) {
                        problems.add(
                                Diagnostic.error(
                                        entry.name().at(),
                                        "%s holds a line break or a control character"
                                                .formatted(variable),
                                        "it has to fit into a line of " + ComposeFolder.SECRETS));
                    }
                });
    }
}
