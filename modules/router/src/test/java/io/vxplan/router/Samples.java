package io.vxplan.router;

import io.vxplan.discovery.state.Stack;
import io.vxplan.inventory.Parsed;
import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.address.Vni;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.model.resource.Sysctl;
import io.vxplan.router.routing.Routing;
import io.vxplan.router.routing.RoutingReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Stack `a` in the overlay 192.168.100.0/24 of VNI 1000, and who may come by.
public final class Samples {
    public static final String ROUTING =
            """
            version: 1
            stack_id: a
            vni: 1000
            vxlan_subnet: 192.168.100.0/24
            local_vxlan_ip: 192.168.100.1
            networks:
              - name: internal
                subnet: 172.20.0.0/16
                gateway: 172.20.0.2
            remote_stacks:
              - stack_id: b
                vxlan_gateway: 192.168.100.2
                networks:
                  - subnet: 172.21.0.0/16
            """;

    private Samples() {}

    public static Routing routing() {
        return routing(ROUTING);
    }

    public static Routing routing(String text) {
        try {
            Path file = Files.createTempFile("routing", ".yaml");
            Files.writeString(file, text);
            Parsed<Routing> parsed = RoutingReader.readFile(file, Map.of());
            Files.delete(file);
            return parsed.value().filter(_ -> !parsed.hasErrors()).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param text id, host and, where the stack says so, its address in the overlay and what is
    ///   behind it: `c 10.0.0.3 192.168.100.3 172.22.0.0/16`; `-` for what it does not say
    public static Stack stack(String text) {
        List<String> words = Arrays.asList(text.strip().split(" +", -1));
        String[] end = words.get(1).split("/", -1);
        IpAddress address = IpAddress.parse(end[0]);
        int port = end.length > 1 ? Integer.parseInt(end[1]) : 4789;
        return new Stack(
                words.get(0),
                new Vni(1000),
                address,
                new Stack.Endpoint(address, port),
                words.stream()
                        .skip(2)
                        .limit(1)
                        .filter(word -> !word.equals("-"))
                        .findFirst()
                        .map(IpAddress::parse),
                words.stream().skip(3).map(Prefix::parse).toList(),
                Optional.empty());
    }

    /// A host that is 10.0.0.1 on eth0, and whatever else.
    public static HostState host(Resource... others) {
        InterfaceName eth0 = new InterfaceName("eth0");
        List<Resource> all = new ArrayList<>();
        all.add(link(eth0, 1500));
        all.add(new Address(eth0, InterfaceAddress.parse("10.0.0.1/24"), true));
        all.add(route("0.0.0.0/0", "10.0.0.254", eth0, 3));
        all.add(route("10.0.0.0/24", "", eth0, 2));
        all.add(new Sysctl("net.ipv4.ip_forward", "1"));
        all.addAll(List.of(others));
        return HostState.observed(all);
    }

    public static OtherLink link(InterfaceName name, int mtu) {
        return new OtherLink(
                name,
                new LinkSettings(
                        Optional.empty(),
                        mtu,
                        true,
                        0,
                        Optional.empty(),
                        LinkSettings.AddressGeneration.EUI64,
                        new TreeSet<>()),
                "");
    }

    /// @param via empty for a directly connected one
    public static Route route(String destination, String via, InterfaceName device, int protocol) {
        Optional<IpAddress> gateway =
                Optional.of(via).filter(text -> !text.isEmpty()).map(IpAddress::parse);
        return new Route(
                Route.MAIN_TABLE,
                Prefix.parse(destination),
                0,
                protocol,
                Route.UNICAST,
                List.of(new Route.NextHop(gateway, device, 1)));
    }
}
