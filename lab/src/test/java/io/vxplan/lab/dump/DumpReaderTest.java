package io.vxplan.lab.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class DumpReaderTest {
    /// Shortened from what iproute2 6.1 printed of a bridge with a VXLAN port.
    private static String output(int mtu, String neighbourState, String fdb, int forwarding) {
        return """
        namespace one
        [{"ifindex":2,"ifname":"br0","mtu":%d,"linkinfo":{"info_kind":"bridge","info_data":{"ageing_time":30000,"gc_timer":297.96}}}]
        [{"ifindex":2,"ifname":"br0","addr_info":[{"family":"inet","local":"10.0.0.1","prefixlen":24,"valid_life_time":4294967295}]}]
        [{"dst":"10.0.0.0/24","dev":"br0","protocol":"2"},{"type":"4","dst":"fd00::","dev":"br0","table":"255","protocol":"2"}]
        [{"priority":0,"src":"all","table":"255"}]
        [{"dst":"10.0.0.2","dev":"br0","lladdr":"02:00:00:00:00:01","state":["%s"]}]
        []
        [{"mac":"33:33:00:00:00:01","ifname":"br0","flags":["self"],"state":"permanent"}%s]
        %d
        0
        """
                .formatted(mtu, neighbourState, fdb, forwarding);
    }

    private static Dump dump(String output) {
        return Objects.requireNonNull(DumpReader.parse(output).get("one"));
    }

    @Test
    void factsAreWhatIsConfigured() {
        assertThat(dump(output(1500, "PERMANENT", "", 0)).facts())
                .containsExactly(
                        "address br0 family \"inet\" local \"10.0.0.1\" prefixlen 24",
                        "link br0 ifname \"br0\"",
                        "link br0 linkinfo info_data ageing_time 30000",
                        "link br0 linkinfo info_kind \"bridge\"",
                        "link br0 mtu 1500",
                        "neighbour dst \"10.0.0.2\" dev \"br0\" lladdr \"02:00:00:00:00:01\" state [\"PERMANENT\"]",
                        "route dst \"10.0.0.0/24\" dev \"br0\" protocol \"2\"",
                        "rule priority 0 src \"all\" table \"255\"",
                        "sysctl net.ipv4.ip_forward = 0",
                        "sysctl net.ipv6.conf.all.forwarding = 0");
    }

    @Test
    void differencesAreToTheField() {
        Dump before = dump(output(1500, "REACHABLE", "", 0));
        String flood =
                ",{\"mac\":\"00:00:00:00:00:00\",\"ifname\":\"vx0\",\"dst\":\"198.18.0.1\",\"flags\":[\"self\"],\"state\":\"permanent\"}";
        String learned =
                ",{\"mac\":\"02:00:00:00:00:07\",\"ifname\":\"vx0\",\"dst\":\"198.18.0.1\",\"flags\":[\"self\"],\"state\":\"\"}";
        Dump after = dump(output(1450, "STALE", flood + learned, 1));
        assertThat(before.differences(after))
                .containsExactly(
                        "- link br0 mtu 1500",
                        "- sysctl net.ipv4.ip_forward = 0",
                        "+ fdb mac \"00:00:00:00:00:00\" ifname \"vx0\" dst \"198.18.0.1\" flags [\"self\"] state \"permanent\"",
                        "+ link br0 mtu 1450",
                        "+ sysctl net.ipv4.ip_forward = 1");
        assertThat(before.withoutSysctls().differences(after.withoutSysctls())).hasSize(3);
    }
}
