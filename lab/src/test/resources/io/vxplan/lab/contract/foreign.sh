# What others have on a host. The machine has eth0 and wan0 already.
set -eu
ip -batch - <<'END'
addr add fe80::aa/64 dev wan0
addr add 203.0.113.7/24 dev wan0

# VXLAN devices: another VNI; the VNI of ours on another port; on the same port over IPv6; a group on the same device
link add name theirs1 type vxlan id 777 dstport 4789 local 198.18.0.1 nolearning
link add name theirs2 type vxlan id 100 dstport 8472 local 198.18.0.1
link add name theirs3 type vxlan id 300 dstport 4789 local fd18::1
link add name theirs4 type vxlan id 778 dstport 4789 group 239.9.9.9 dev eth0
link set dev theirs1 up
link set dev theirs2 up
link set dev theirs3 up
link set dev theirs4 up
addr add 10.77.0.1/24 dev theirs1
addr add fd77::1/64 dev theirs1
neigh add 10.77.0.2 lladdr 02:77:00:00:00:02 dev theirs1 nud permanent
neigh add fd77::2 lladdr 02:77:00:00:00:02 dev theirs1 nud permanent protocol 4
neigh add proxy 10.77.0.3 dev theirs1

# a bridge with a port, and a bridge that has our group but no mark: of whom, nobody knows
link add name br-theirs type bridge ageing_time 12300
link set dev tap3 master br-theirs
link set dev tap3 up
link set dev w-tap3 up
link set dev br-theirs up
addr add 10.78.0.1/24 dev br-theirs
addr add fd78::1/64 dev br-theirs
link add name unfinished group 158 type bridge
link property add dev unfinished altname alpha-blue-of-others

# networks of ours: other metric, other table, other TOS, no way at all, and more than one way
route add 172.20.0.0/16 metric 50 proto 12 via 203.0.113.9
route append 172.20.0.0/16 metric 50 proto 12 via 203.0.113.10
route add 172.20.0.0/16 metric 99 proto 158 via 203.0.113.9
route add 172.20.0.0/16 tos 0x10 via 203.0.113.9
route add 172.20.0.0/16 table 100 via 203.0.113.9
route add blackhole 172.20.0.0/16 metric 4000
route add 172.30.0.0/16 metric 50 proto static nexthop via 203.0.113.9 weight 2 nexthop via 10.77.0.2
route add fd72::/64 metric 512 proto static via 2001:db8:1::9
route add fd72::/64 metric 2000 proto static via 2001:db8:1::9
route append fd72::/64 metric 2000 proto 12 via fd77::2
route add fd72::/64 metric 99 proto 158 via 2001:db8:1::9
route add fd72::/64 from 2001:db8:1::/64 via 2001:db8:1::9 dev wan0
route add fd72::/64 table 100 via 2001:db8:1::9
route add fd73::/64 table 100 proto 158 nexthop via 2001:db8:1::9 nexthop via fd77::2
route add unreachable fd73::/64 metric 4000

# whole networks, next hops that are objects, rules
route add 198.51.100.0/24 proto 158 via 203.0.113.9
route add default via 203.0.113.1 proto 16 metric 100
nexthop add id 5 via 203.0.113.9 dev wan0 proto 4
nexthop add id 6 via 198.18.0.9 fdb
nexthop add id 7 group 6 fdb
route add 172.29.0.0/16 nhid 5 proto 4
rule add from 172.20.0.0/16 table 100 priority 1000
neigh add 203.0.113.9 lladdr 02:aa:00:00:00:09 dev wan0 nud permanent protocol 158
END
ip -6 rule add to fd72::/64 table 100 priority 1000
bridge -batch - <<'END'
fdb append 00:00:00:00:00:00 dev theirs1 dst 198.18.0.2 self permanent
fdb append 00:00:00:00:00:00 dev theirs1 dst 198.18.0.3 port 4444 vni 33 self permanent
fdb add 02:77:00:00:00:02 dev theirs1 dst 198.18.0.2 self permanent
fdb add 02:77:00:00:00:03 dev theirs1 dst 198.18.0.3 self static
fdb add 02:77:00:00:00:04 dev theirs1 nhid 7 self permanent
fdb add 02:77:00:00:00:05 dev theirs3 dst fd18::2 self permanent
fdb add 02:78:00:00:00:02 dev tap3 master static
fdb add 02:78:00:00:00:03 dev br-theirs self local
END
