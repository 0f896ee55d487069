package io.vxplan.lab.layout;

import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.MacAddress;
import java.util.List;
import java.util.Optional;

/// Two interfaces joined: a veth pair.
///
/// @param mtu of both ends, bytes
public record Cable(Plug first, Plug second, int mtu) {

    /// One end of it.
    ///
    /// @param namespace where it is
    /// @param attachment what it is attached to there
    public record Plug(
            String namespace, InterfaceName device, MacAddress mac, Attachment attachment) {

        static Plug of(String namespace, InterfaceName device, Attachment attachment) {
            MacAddress mac = MacAddress.derived("lab", namespace, device.value());
            return new Plug(namespace, device, mac, attachment);
        }
    }

    public sealed interface Attachment {
        /// An interface that packets are for.
        record Addressed(List<InterfaceAddress> addresses) implements Attachment {}

        /// A port of a switch.
        record PortOf(InterfaceName bridge) implements Attachment {}

        /// A port of a bridge that is not there yet.
        record Loose() implements Attachment {}
    }

    /// The end in that namespace.
    public Optional<Plug> in(String namespace) {
        return first.namespace().equals(namespace)
                ? Optional.of(first)
                : Optional.of(second).filter(plug -> plug.namespace().equals(namespace));
    }
}
