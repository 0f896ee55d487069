package io.vxplan.inventory.topology;

import io.vxplan.inventory.fields.Fields;
import io.vxplan.inventory.fields.Kinds;
import io.vxplan.inventory.fields.Scope;
import io.vxplan.inventory.yaml.Node;
import io.vxplan.model.HostName;
import io.vxplan.model.Located;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.topology.Overlay.Attachment;
import io.vxplan.model.topology.Overlay.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `networks`: which network is behind which host, or behind which hosts.
record NetworkReader(Hosts hosts, Scope scope) {
    static final List<String> KEYS = List.of("behind", "gateway", "device");

    /// Empty where there is a mistake in it, which is reported.
    Optional<Network> read(Node.Entry entry) {
        Optional<Located<Prefix>> prefix = scope.read("a network", entry.key(), Kinds.PREFIX);
        String what = "network " + entry.key().text();
        Optional<Fields> fields = Fields.of(entry.value(), what, KEYS, scope);
        if (prefix.isEmpty() || fields.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<Located<String>>> behind =
                fields.get().requiredList("behind", what, Kinds.HOST);
        if (behind.isEmpty()) {
            return Optional.empty();
        }
        List<Attachment> attachments = new ArrayList<>();
        for (Located<String> name : behind.get()) {
            hosts.named(name)
                    .flatMap(host -> attach(prefix.get(), host, attachments.size(), fields.get()))
                    .ifPresent(attachments::add);
        }
        return attachments.size() == behind.get().size()
                        && distinctHosts(behind.get(), prefix.get())
                        && distinctGateways(attachments, prefix.get())
                ? Optional.of(new Network(prefix.get(), attachments))
                : Optional.empty();
    }

    private Optional<Attachment> attach(
            Located<Prefix> prefix, HostName host, int index, Fields fields) {
        Fields own = fields.in(scope.of(host));
        Optional<Located<InterfaceName>> device = own.get("device", Kinds.DEVICE);
        Optional<Located<IpAddress>> gateway =
                own.has("gateway")
                        ? own.get("gateway", Kinds.ADDRESS)
                        : Optional.of(prefix.map(network -> network.firstHost().plus(index)));
        return gateway.map(address -> new Attachment(host, address, device.map(Located::value)));
    }

    private boolean distinctHosts(List<Located<String>> behind, Located<Prefix> prefix) {
        Set<String> seen = new HashSet<>();
        for (Located<String> host : behind) {
            if (!seen.add(host.value())) {
                scope.problems()
                        .error(
                                host.at(),
                                "network %s names host '%s' twice".formatted(prefix, host),
                                "once is enough");
                return false;
            }
        }
        return true;
    }

    private boolean distinctGateways(List<Attachment> attachments, Located<Prefix> prefix) {
        Map<IpAddress, HostName> seen = new HashMap<>();
        for (Attachment attachment : attachments) {
            Located<IpAddress> gateway = attachment.gateway();
            HostName other = seen.putIfAbsent(gateway.value(), attachment.host());
            if (other != null) {
                scope.problems()
                        .error(
                                gateway.at(),
                                "the hosts '%s' and '%s' can't both have the address %s in network %s"
                                        .formatted(other, attachment.host(), gateway, prefix),
                                "leave `gateway` out, or make it a template over a variable that differs");
                return false;
            }
        }
        return true;
    }
}
