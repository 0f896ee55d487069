package io.vxplan.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vxplan.model.address.InterfaceAddress;
import io.vxplan.model.address.InterfaceName;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.address.MacAddress;
import io.vxplan.model.address.Prefix;
import io.vxplan.model.resource.Address;
import io.vxplan.model.resource.Bridge;
import io.vxplan.model.resource.FdbEntry;
import io.vxplan.model.resource.FdbEntry.State;
import io.vxplan.model.resource.FdbEntry.Table;
import io.vxplan.model.resource.HostState;
import io.vxplan.model.resource.LinkSettings;
import io.vxplan.model.resource.LinkSettings.AddressGeneration;
import io.vxplan.model.resource.Mark;
import io.vxplan.model.resource.Neighbour;
import io.vxplan.model.resource.OtherLink;
import io.vxplan.model.resource.Resource;
import io.vxplan.model.resource.Route;
import io.vxplan.plan.diff.Reversal;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/// The way back of plans that were begun.
class ReversalTest {
    private static final InterfaceName NAME = new InterfaceName("br7");
    private static final MacAddress MAC = MacAddress.parse("02:00:00:00:00:07");
    private static final Bridge BRIDGE = bridge(1450);

    static final List<Arguments> LOST =
            List.of(
                    Arguments.of(address("192.168.7.1/24"), true),
                    Arguments.of(address("fe80::7/64"), false),
                    Arguments.of(neighbour(true), true),
                    Arguments.of(neighbour(false), false),
                    Arguments.of(route(Mark.PROTOCOL), true),
                    Arguments.of(route(2), false),
                    Arguments.of(entry(Table.MASTER, "02:00:00:00:00:99", State.STATIC), true),
                    Arguments.of(entry(Table.MASTER, "02:00:00:00:00:99", State.PERMANENT), true),
                    Arguments.of(entry(Table.MASTER, "02:00:00:00:00:99", State.LEARNED), false),
                    // Its own address, and the groups that it listens to.
                    Arguments.of(entry(Table.MASTER, MAC.toString(), State.PERMANENT), false),
                    Arguments.of(entry(Table.MASTER, "01:00:5e:00:00:01", State.PERMANENT), false),
                    Arguments.of(entry(Table.SELF, "33:33:ff:00:00:07", State.PERMANENT), false));

    /// What the kernel made by itself it makes again.
    @ParameterizedTest
    @FieldSource("LOST")
    void whatGoesWithALinkIsMadeAgainUnlessTheKernelDoes(Resource lost, boolean made) {
        List<Change> plan = List.of(new Change.Delete(BRIDGE, List.of(lost)));

        assertThat(Reversal.of(plan, HostState.EMPTY))
                .containsExactlyElementsOf(
                        Stream.concat(Stream.of(BRIDGE), Stream.of(lost).filter(_ -> made))
                                .<Change>map(Change.Create::new)
                                .toList());
    }

    @Test
    void ofAPlanThatWasNotBegunNothingIsUndone() {
        List<Change> plan =
                List.of(
                        new Change.Create(BRIDGE),
                        new Change.Create(address("192.168.7.1/24")),
                        new Change.Create(route(Mark.PROTOCOL)));

        assertThat(Reversal.of(plan, HostState.EMPTY)).isEmpty();
    }

    @Test
    void whatWasMadeGoesAndWhatWasNotDoesNotMatter() {
        List<Change> plan =
                List.of(new Change.Create(BRIDGE), new Change.Create(address("192.168.7.1/24")));

        assertThat(Reversal.of(plan, HostState.of(List.of(BRIDGE))))
                .containsExactly(new Change.Delete(BRIDGE, List.of()));
    }

    @Test
    void whatWasAlteredIsAsItWas() {
        List<Change> plan = List.of(new Change.Update(BRIDGE, bridge(1400)));

        assertThat(Reversal.of(plan, HostState.of(List.of(bridge(1400)))))
                .containsExactly(new Change.Update(bridge(1400), BRIDGE));
    }

    @Test
    void whatSomebodyElsePutInTheWayStays() {
        OtherLink theirs = new OtherLink(NAME, settings(1500, 0), "veth");

        assertThat(Reversal.of(List.of(new Change.Create(BRIDGE)), HostState.of(List.of(theirs))))
                .isEmpty();
    }

    private static Bridge bridge(int mtu) {
        return new Bridge(NAME, settings(mtu, Mark.LINK_GROUP), false, false, 300);
    }

    private static LinkSettings settings(int mtu, int group) {
        return new LinkSettings(
                Optional.of(MAC),
                mtu,
                true,
                group,
                Optional.of("vxplan:demo/blue").filter(_ -> group == Mark.LINK_GROUP),
                AddressGeneration.NONE,
                new TreeSet<>());
    }

    private static Address address(String text) {
        String[] parts = text.split("/", -1);
        return new Address(
                NAME,
                new InterfaceAddress(IpAddress.parse(parts[0]), Integer.parseInt(parts[1])),
                true);
    }

    private static Neighbour neighbour(boolean permanent) {
        return new Neighbour(
                NAME,
                IpAddress.parse("192.168.7.2"),
                MAC,
                permanent,
                permanent ? Mark.PROTOCOL : 0);
    }

    private static Route route(int protocol) {
        return new Route(
                Route.MAIN_TABLE,
                Prefix.parse("172.21.0.0/16"),
                0,
                protocol,
                Route.UNICAST,
                List.of(new Route.NextHop(Optional.empty(), NAME, 1)));
    }

    private static FdbEntry entry(Table table, String mac, State state) {
        return new FdbEntry(NAME, table, MacAddress.parse(mac), Optional.empty(), state);
    }
}
