package io.vxplan.inventory.topology;

import io.vxplan.inventory.fields.Kind;
import io.vxplan.model.Sha256;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.topology.Overlay.BridgeName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Names of bridges. One that the kernel would not take for its length is shortened, and the full
/// one becomes the bridge's alternative name.
final class BridgeNames {
    /// Bytes, less than the kernel's `ALTIFNAMSIZ`.
    private static final int LONGEST = 127;

    private static final int KEPT = 8;
    private static final int HASHED = 6;

    static final Kind<BridgeName> KIND =
            Kind.text("an interface name: without '/', ':', '%' and white space", BridgeNames::of);

    private BridgeNames() {}

    /// @throws IllegalArgumentException where the name has what no interface name may have
    static BridgeName of(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= InterfaceName.MAX_BYTES) {
            return new BridgeName(new InterfaceName(name), Optional.empty());
        }
        for (int i = 0; i < name.length(); i++) {
            new InterfaceName("x" + name.charAt(i));
        }
        if (bytes.length > LONGEST || bytes.length != name.length()) {
            throw new Kind.Hint("it must have at most " + LONGEST + " letters, without accents");
        }
        String hash = Sha256.hex(bytes).substring(0, HASHED);
        return new BridgeName(
                new InterfaceName(name.substring(0, KEPT) + "-" + hash), Optional.of(name));
    }
}
