package io.vxplan.inventory.topology;

import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.topology.Overlay.Endpoint;
import java.util.List;
import java.util.Optional;

/// `endpoints`: workloads whose addresses are known.
record EndpointReader(Hosts hosts, Scope scope) {
    static final List<String> KEYS = List.of("host", "address", "mac", "device");

    /// Empty where there is a mistake in it, which is reported.
    Optional<Endpoint> read(Node.Entry entry) {
        Optional<Located<String>> name =
                scope.read("the name of an endpoint", entry.key(), Kinds.NAME);
        String what = "endpoint '" + entry.key().text() + "'";
        Optional<Fields> fields = Fields.of(entry.value(), what, KEYS, scope);
        Optional<HostName> host =
                fields.flatMap(of -> of.required("host", what, Kinds.HOST)).flatMap(hosts::named);
        if (fields.isEmpty() || host.isEmpty()) {
            return Optional.empty();
        }
        Fields own = fields.get().in(scope.of(host.get()));
        Optional<List<Located<IpAddress>>> addresses =
                own.requiredList("address", what, Kinds.ADDRESS)
                        .filter(list -> Addresses.onePerFamily(list, what, scope.problems()));
        Optional<Located<InterfaceName>> device = own.get("device", Kinds.DEVICE);
        Optional<MacAddress> mac = own.get("mac", Kinds.MAC).map(Located::value);
        return name.flatMap(located ->
                addresses.map(list -> new Endpoint(located, host.get(), list, device, mac)));
    }
}
