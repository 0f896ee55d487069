package io.vxplan.doctor.facts;

import io.vxplan.doctor.facts.Part.Seat;
import io.vxplan.model.address.IpAddress;
import io.vxplan.model.topology.Overlay.Member;
import java.time.Duration;
import java.util.stream.Collectors;

/// One script that prints all [Facts] of a host, in sections that begin with a line `--- NAME`. It
/// needs `sh` and `ip`; what else is missing is a fact like any other. It changes nothing: what it
/// tries, it tries in a network namespace of its own, which goes with the process that is in it.
///
/// The clock comes first, for nothing may have taken time before it. Interfaces are asked for by
/// `ip` and not in `/sys`, which shows those of the namespace that it was mounted in. Rules are
/// asked for of `nft`, which knows those of `iptables` too where that is made on it; the older
/// `iptables` is only asked where it has tables, since asking makes them.
public final class FactsScript {
    public static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String BEFORE =
            """
            PATH=$PATH:/usr/sbin:/sbin
            LC_ALL=C
            export PATH LC_ALL
            section() { printf '%s\\n' "--- $1"; }
            has() { command -v "$1" >/dev/null; }
            section clock
            date +%s.%N
            section user
            id -u
            section kernel
            cat /proc/sys/kernel/osrelease
            section iproute
            ip -V 2>&1
            section tools
            for tool in bridge ping unshare nsenter flock base64 ethtool; do
                if has $tool; then echo $tool; fi
            done
            section devices
            ip -d -o link show
            section addresses
            ip -o addr show
            section sysctls
            grep -H . /proc/sys/net/ipv4/ip_forward /proc/sys/net/bridge/bridge-nf-call-* \\
                /proc/sys/net/ipv4/conf/*/rp_filter /proc/sys/net/ipv4/conf/*/forwarding \\
                /proc/sys/net/ipv6/conf/*/forwarding /proc/sys/net/ipv6/conf/*/disable_ipv6 2>/dev/null
            section udp
            ss -H -l -u -n -p 2>/dev/null
            section netstat
            grep '^TcpExt:' /proc/net/netstat
            section nft
            if has nft; then nft -n list ruleset 2>/dev/null; fi
            section iptables
            for family in ip ip6; do
                [ -s /proc/net/${family}_tables_names ] || continue
                for program in ${family}tables-legacy ${family}tables; do
                    if has $program; then
                        for table in $(cat /proc/net/${family}_tables_names); do
                            echo "table $family $table"
                            $program -t $table -S 2>/dev/null
                        done
                        break
                    fi
                done
            done
            section programs
            here=$(readlink /proc/self/ns/net)
            for process in /proc/[0-9]*; do
                { read -r name <$process/comm; } 2>/dev/null || continue
                case $name in
                NetworkManager | systemd-network | firewalld | dockerd | ovs-vswitchd)
                    if [ "$(readlink $process/ns/net)" = "$here" ]; then echo "$name"; fi
                esac
            done
            section networkmanager
            cat "$root"/usr/lib/NetworkManager/conf.d/*.conf "$root"/run/NetworkManager/conf.d/*.conf \\
                "$root"/etc/NetworkManager/NetworkManager.conf "$root"/etc/NetworkManager/conf.d/*.conf 2>/dev/null
            section networkd
            cat "$root"/usr/lib/systemd/networkd.conf.d/*.conf "$root"/etc/systemd/networkd.conf \\
                "$root"/run/systemd/networkd.conf.d/*.conf "$root"/etc/systemd/networkd.conf.d/*.conf 2>/dev/null
            section networks
            for file in "$root"/usr/lib/systemd/network/*.network "$root"/run/systemd/network/*.network \\
                "$root"/etc/systemd/network/*.network; do
                if [ -f "$file" ]; then echo "file ${file#"$root"}"; cat "$file"; fi
            done
            section trials
            if has unshare; then
                unshare -n sh -c '
                    try() { name=$1; shift; echo "$name $("$@" 2>&1)"; }
                    try vxlan4 ip link add v4 type vxlan id 1 dstport 4789 local 192.0.2.1
                    try vxlan6 ip link add v6 type vxlan id 1 dstport 4790 local 2001:db8::1
                    try bridge ip link add bridge0 type bridge
                ' 2>&1
            fi
            """;

    private FactsScript() {}

    /// @param root of the file system, without a slash at its end; empty for the host's own
    public static String of(Part part, String root) {
        StringBuilder script =
                new StringBuilder("root=").append(quoted(root)).append('\n').append(BEFORE);
        script.append("section routes\nip -o -force -batch - 2>/dev/null <<'END'\n");
        for (Seat seat : part.seats()) {
            for (Member peer : seat.peers()) {
                IpAddress to = peer.underlay().value();
                script.append("route get ").append(to).append(" from ").append(seat.local());
                script.append('\n');
            }
        }
        script.append("END\nsection offloads\n");
        script.append(
                """
                for address in ADDRESSES; do
                    ip -o addr show to $address | while read -r _ device _; do
                        device=${device%@*}
                        driver=
                        if has ethtool; then
                            driver=$(ethtool -i $device 2>/dev/null | sed -n 's/^driver: //p')
                        elif [ "$(cat /sys/class/net/$device/ifindex 2>/dev/null)" = \\
                            "$(ip -o link show dev $device | sed 's/:.*//')" ]; then
                            driver=$(basename "$(readlink /sys/class/net/$device/device/driver)")
                        fi
                        echo "device $device driver $driver"
                        if has ethtool; then ethtool -k $device 2>/dev/null; fi
                    done
                done
                """
                        .replace(
                                "ADDRESSES",
                                part.locals().stream()
                                        .map(IpAddress::toString)
                                        .collect(Collectors.joining(" "))));
        return script.append("section end\n").toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
