package io.vxplan.cli.graph;

import static java.util.stream.Collectors.joining;

import io.vxplan.model.HostName;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Endpoint;
import io.vxplan.model.topology.Overlay.Network;

/// A box for something behind a host.
///
/// @param strong what it is called
/// @param weak what else is good to know
record Chip(Kind kind, String strong, String weak, String tooltip) {
    static final int HEIGHT = 24;
    static final int GAP = 10;
    static final int PADDING = 10;

    enum Kind {
        NETWORK(Type.ADDRESS, 5),
        ENDPOINT(Type.STRONG, HEIGHT / 2);

        final Type type;
        final int radius;

        Kind(Type type, int radius) {
            this.type = type;
            this.radius = radius;
        }
    }

    static Chip of(Network network, Attachment attachment) {
        String device = attachment.device().map(d -> " dev " + d).orElse("");
        String weak = "via " + attachment.gateway() + device;
        String tooltip =
                "%s behind %s, gateway %s%s"
                        .formatted(
                                network.prefix(), attachment.host(), attachment.gateway(), device);
        if (network.behind().size() > 1) {
            weak += ", one of " + network.behind().size();
            tooltip +=
                    "\nreached by ECMP over "
                            + network.behind().stream()
                                    .map(Attachment::host)
                                    .map(HostName::value)
                                    .collect(joining(", "));
        }
        return new Chip(Kind.NETWORK, network.prefix().toString(), weak, tooltip);
    }

    static Chip of(Endpoint endpoint) {
        String addresses =
                endpoint.addresses().stream().map(Object::toString).collect(joining(", "));
        String device = endpoint.device().map(d -> ", port " + d).orElse("");
        String mac = endpoint.mac().map(m -> ", MAC " + m).orElse("");
        return new Chip(
                Kind.ENDPOINT,
                endpoint.name().value(),
                addresses,
                "endpoint %s on %s: %s%s%s"
                        .formatted(endpoint.name(), endpoint.host(), addresses, device, mac));
    }

    /// Where the weak text begins.
    int indent() {
        return PADDING + kind.type.width(strong) + PADDING;
    }

    int width() {
        return indent() + Type.SMALL.width(weak) + PADDING;
    }
}
