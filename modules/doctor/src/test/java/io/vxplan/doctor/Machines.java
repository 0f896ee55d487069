package io.vxplan.doctor;

import io.vxplan.host.local.LocalHost;
import io.vxplan.host.rollout.Fleet;
import io.vxplan.testing.TestHosts;

/// Hosts that are opened by netlink, and compared.
final class Machines extends TestHosts {
    Machines(int count) {
        super(count);
    }

    Fleet fleet() {
        return new Fleet(host -> LocalHost.inNamespace(host, namespace(host.value())), 4);
    }

    /// All that a host's kernel has, but for counters and what ages.
    String dump(String machine) {
        return sh(
                machine,
                """
                ip -d link | sed -E 's/ promiscuity [0-9]+| [a-z_]*timer +[0-9.]+//g'
                ip addr | sed 's/ tentative//'
                ip route show table all | sed '/proto kernel/d'
                bridge fdb | sed -n '/permanent/p; /static/p'
                ip neigh show nud permanent
                ip netns list-id
                """);
    }
}
