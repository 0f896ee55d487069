package io.vxplan.inventory.topology;

import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kind;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Problems;
import io.vxplan.model.Located;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.topology.Firewall;
import io.vxplan.model.topology.Flooding;
import io.vxplan.model.topology.Overlay.Mode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What all hosts of an overlay have in common. Empty values have mistakes, which are reported.
///
/// @param ttl 0 for the kernel's choice
/// @param addressed whether hosts have addresses in the overlay
record SharedSettings(
        Optional<Located<Vni>> vni,
        Optional<Mode> knownMode,
        Optional<List<Located<Prefix>>> subnets,
        boolean addressed,
        Optional<FloodingReader.Result> flooding,
        boolean learning,
        boolean forwarding,
        Firewall firewall,
        int port,
        int ttl) {
    private static final Mode DEFAULT_MODE = Mode.ROUTED;
    private static final int DEFAULT_PORT = 4789;
    private static final int KERNELS_TTL = 0;

    private static final Kind<Boolean> ADDRESSED =
            Kind.oneOf(List.of("auto", "none"), word -> word.equals("auto"));

    /// @param what names the overlay in messages
    static SharedSettings read(Fields fields, String what) {
        Problems problems = fields.scope().problems();
        Optional<Mode> mode =
                fields.has("mode") ? value(fields, "mode", Kinds.MODE) : Optional.of(DEFAULT_MODE);
        Optional<FloodingReader.Result> flooding = FloodingReader.read(fields);
        // Where frames are flooded, all of them are for as long as nobody learns who has which MAC.
        boolean floods =
                flooding.map(FloodingReader.Result::value)
                        .filter(value -> !(value instanceof Flooding.Static))
                        .isPresent();
        return new SharedSettings(
                fields.required("vni", what, Kinds.VNI),
                mode,
                fields.requiredList("subnets", what, Kinds.PREFIX)
                        .filter(list -> Addresses.oneSubnetPerFamily(list, what, problems)),
                value(fields, "address", ADDRESSED).orElse(true),
                flooding,
                unlessAuto(fields, "learning", Kinds.SWITCH).orElse(floods),
                unlessAuto(fields, "forwarding", Kinds.SWITCH)
                        .orElse(mode.equals(Optional.of(Mode.ROUTED))),
                value(fields, "firewall", Kinds.FIREWALL).orElse(Firewall.NONE),
                value(fields, "port", Kinds.PORT).orElse(DEFAULT_PORT),
                unlessAuto(fields, "ttl", Kinds.TTL).orElse(KERNELS_TTL));
    }

    private static <T> Optional<T> value(Fields fields, String key, Kind<T> kind) {
        return fields.get(key, kind).map(Located::value);
    }

    private static <T> Optional<T> unlessAuto(Fields fields, String key, Kind<Optional<T>> kind) {
        return value(fields, key, kind).flatMap(Function.identity());
    }

    Mode mode() {
        return knownMode.orElse(DEFAULT_MODE);
    }

    boolean isComplete() {
        return vni.isPresent()
                && knownMode.isPresent()
                && subnets.isPresent()
                && flooding.isPresent();
    }

    /// None where they have mistakes.
    List<Located<Prefix>> knownSubnets() {
        return subnets.orElse(List.of());
    }
}
