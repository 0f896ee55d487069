package io.vxplan.plan.compile;

import static java.util.stream.Collectors.joining;

import io.vxplan.model.Diagnostic;
import io.vxplan.model.Located;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Overlay;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Whether an overlay's endpoints are where their addresses say.
final class EndpointChecks {
    private final Overlay overlay;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    EndpointChecks(Overlay overlay) {
        this.overlay = overlay;
    }

    List<Diagnostic> check() {
        Map<IpAddress, Endpoint> seen = new HashMap<>();
        for (Endpoint endpoint : overlay.endpoints()) {
            host(endpoint);
            for (Located<IpAddress> address : endpoint.addresses()) {
                place(endpoint, address);
                refuseGateway(endpoint, address);
                Endpoint other = seen.putIfAbsent(address.value(), endpoint);
                if (other != null) {
                    error(
                            address,
                            "address %s in overlay '%s' is used twice: by endpoint '%s' and by endpoint '%s'"
                                    .formatted(
                                            address, overlay.name(), other.name(), endpoint.name()),
                            "give each endpoint its own");
                }
            }
        }
        return List.copyOf(diagnostics);
    }

    private void host(Endpoint endpoint) {
        if (!overlay.members().containsKey(endpoint.host())) {
            error(
                    endpoint.name(),
                    "endpoint '%s' is on host '%s', which is no member of overlay '%s'"
                            .formatted(endpoint.name(), endpoint.host(), overlay.name()),
                    "add the host to `hosts` or mend `host`");
        }
    }

    private void place(Endpoint endpoint, Located<IpAddress> address) {
        List<Prefix> prefixes = prefixes(endpoint);
        if (prefixes.stream().anyMatch(prefix -> prefix.isHostAddress(address.value()))) {
            return;
        }
        String where =
                switch (overlay.mode()) {
                    case BRIDGED -> "no subnet of overlay '" + overlay.name() + "'";
                    case ROUTED ->
                            "no network behind host '%s' in overlay '%s'"
                                    .formatted(endpoint.host(), overlay.name());
                };
        error(
                address,
                "address %s of endpoint '%s' is in %s".formatted(address, endpoint.name(), where),
                prefixes.isEmpty()
                        ? "name the network in `networks`, behind that host"
                        : prefixes.stream()
                                .map(Prefix::toString)
                                .collect(joining(" or ", "choose one inside ", "")));
    }

    /// Where the endpoint's addresses may be.
    private List<Prefix> prefixes(Endpoint endpoint) {
        return switch (overlay.mode()) {
            case BRIDGED -> overlay.subnets().stream().map(Located::value).toList();
            case ROUTED ->
                    overlay.networks().stream()
                            .filter(network -> isBehind(network, endpoint))
                            .map(network -> network.prefix().value())
                            .toList();
        };
    }

    private static boolean isBehind(Network network, Endpoint endpoint) {
        return network.behind().stream()
                .anyMatch(attachment -> attachment.host().equals(endpoint.host()));
    }

    private void refuseGateway(Endpoint endpoint, Located<IpAddress> address) {
        overlay.networks().stream()
                .flatMap(network -> network.behind().stream())
                .filter(attachment -> attachment.gateway().value().equals(address.value()))
                .findFirst()
                .ifPresent(attachment ->
                        error(
                                address,
                                "address %s of endpoint '%s' is the gateway's, which host '%s' has"
                                        .formatted(address, endpoint.name(), attachment.host()),
                                "give the endpoint another, or the network another `gateway`"));
    }

    private void error(Located<?> at, String summary, String detail) {
        diagnostics.add(Diagnostic.error(at.at(), summary, detail));
    }
}
