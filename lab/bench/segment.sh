# Sourced after common.sh: hosts as namespaces on one segment, with the packaged daemons on them, a server for those ways of
# discovery that need one, and stub peers that only speak. Host 1 is 198.18.0.1, 192.168.0.1 in the overlay; stub 1 is
# 198.18.1.1, 192.168.1.1.
install_packages etcd-server bind9 iproute2
"$vxplan" --version >/dev/null # built

prefix=vxb$$
server=198.18.255.254
declare -A pids=() # by name

spaces() { ip netns list | cut -d' ' -f1 | grep "^$prefix-" || true; }

# inside HOST COMMAND... : in its namespace, and in place of this shell.
inside() { exec nsenter --net="/run/netns/$prefix-$1" "${@:2}"; }

# launch NAME HOST COMMAND... : in the background; what it prints is added to its log.
launch() {
    inside "${@:2}" >>"$scratch/$1.log" 2>&1 &
    pids[$1]=$!
}

# halt SIGNAL NAME... : returns when they have ended.
halt() {
    local signal=$1 name
    for name in "${@:2}"; do kill -"$signal" "${pids[$name]}"; done
    for name in "${@:2}"; do
        wait "${pids[$name]}" 2>/dev/null || true
        unset "pids[$name]"
    done
}

make_space() {
    ip netns add "$prefix-$1"
    ip -n "$prefix-$1" link set dev lo up
}

# plug SPACE : gives it an eth0 on the segment.
plug() {
    ip -n "$prefix-segment" link add name "p$1" type veth peer name eth0 netns "$prefix-$1"
    ip -n "$prefix-segment" link set dev "p$1" master br0 up
    ip -n "$prefix-$1" link set dev eth0 up
}

make_segment() {
    clean+=(remove_segment)
    make_space segment
    ip -n "$prefix-segment" link add name br0 type bridge mcast_snooping 0
    ip -n "$prefix-segment" addr add "$server/16" dev br0
    ip -n "$prefix-segment" link set dev br0 up
}
remove_segment() {
    local name
    for name in "${!pids[@]}"; do kill -KILL "${pids[$name]}" 2>/dev/null || true; done
    for name in $(spaces); do ip netns delete "$name"; done
}

# remove_space SPACE... : its interface first, which the kernel would take away only some time after the namespace.
remove_space() {
    local space
    for space; do
        ip -n "$prefix-segment" link delete dev "p$space"
        ip netns delete "$prefix-$space"
    done
}

make_host() {
    make_space "$1"
    plug "$1"
    ip -n "$prefix-$1" addr add "198.18.0.$1/16" dev eth0
    ip -n "$prefix-$1" route add default via "$server"
    mkdir -p "$scratch/$1"
    write_discovery "stack-$1" "0.$1" >"$scratch/$1/discovery.yaml"
    cat >"$scratch/$1/routing.yaml" <<END
version: 1
stack_id: stack-$1
vni: 1000
vxlan_subnet: 192.168.0.0/16
local_vxlan_ip: 192.168.0.$1
END
}

# make_stubs COUNT : all in one namespace.
make_stubs() {
    local i
    make_space stubs
    plug stubs
    mkdir -p "$scratch/stubs"
    for ((i = 1; i <= $1; i++)); do
        echo "address add 198.18.1.$i/16 dev eth0"
        write_discovery "stub-$i" "1.$i" >"$scratch/stubs/$i.yaml"
    done | ip -n "$prefix-stubs" -batch -
}

# write_discovery ID NUMBER : as the variables say, of which each may be set by the caller.
interval=1s timeout=2s lease=2s
seeds="198.18.0.1, 198.18.0.2"
write_discovery() {
    cat <<END
stacks:
  - { stack_id: $1, vni: 1000, vxlan_ip: 192.168.$2, networks: [10.$2.0/24] }
discovery:
  mode: $mode
  host_ip: 198.18.$2
  announce_interval: $interval
  peer_timeout: $timeout
  etcd_endpoints: ["$server:2379"]
  lease_ttl: $lease
  dns_server: $server
  dns_domain: bench.test
  update_interval: $interval
  ttl: $lease
  gossip_seeds: [$seeds]
END
}

start_server() {
    case $mode in
        etcd) start_etcd ;;
        dns) start_named ;;
    esac
}
stop_server() { [ -z "${pids[server]:-}" ] || halt KILL server; }

start_etcd() {
    rm -rf "$scratch/etcd"
    launch server segment etcd --data-dir "$scratch/etcd" --unsafe-no-fsync --logger zap --log-level error \
        --listen-client-urls "http://$server:2379" --advertise-client-urls "http://$server:2379" \
        --listen-peer-urls "http://$server:2380" --initial-advertise-peer-urls "http://$server:2380" \
        --initial-cluster "default=http://$server:2380"
    await_port 2379
}

start_named() {
    mkdir -p "$scratch/named"
    rm -f "$scratch"/named/*
    cat >"$scratch/named/named.conf" <<END
options {
    directory "$scratch/named"; pid-file none; session-keyfile none;
    listen-on { $server; }; listen-on-v6 { none; };
    recursion no; notify no; dnssec-validation no; max-records-per-type 1000; tcp-clients 1000;
};
controls { };
zone "bench.test" { type primary; file "zone.db"; allow-update { any; }; allow-transfer { any; }; };
END
    cat >"$scratch/named/zone.db" <<END
\$TTL 60
@ IN SOA ns.bench.test. admin.bench.test. 1 3600 600 86400 0
@ IN NS ns.bench.test.
ns IN A $server
END
    launch server segment /usr/sbin/named -f -4 -n 1 -c "$scratch/named/named.conf"
    await_port 53
}

await_port() { await "port $1" eval "ss -N $prefix-segment -Hltn 'sport = $1' | grep -q ."; }

# await WHAT COMMAND... : until it succeeds.
await() {
    local end=$((SECONDS + 120))
    until "${@:2}"; do
        if [ $SECONDS -ge $end ]; then
            echo "not in 120 s: $1" >&2
            tail -n 20 "$scratch"/*.log >&2
            return 1
        fi
        sleep 0.2 # whoever looks more often takes the time that is measured
    done
}

# start_daemons HOST... : a host without anything of before.
start_daemons() {
    local host
    for host; do
        rm -rf "$scratch/$host/state" "$scratch/$host/run"
        ip -n "$prefix-$host" link delete dev vxlan1000 2>/dev/null || true
        launch "discovery-$host" "$host" "$root/cli/target/vxplan/bin/vxplan" discovery run \
            --config "$scratch/$host/discovery.yaml" --state-dir "$scratch/$host/state"
        HOLD_DOWN=1 launch "router-$host" "$host" "$root/cli/target/vxplan/bin/vxplan" router run \
            --config "$scratch/$host/routing.yaml" --state-dir "$scratch/$host/state" --run-dir "$scratch/$host/run"
    done
}

# start_stubs NAME NUMBER... : what they say of themselves begins their log anew.
start_stubs() {
    local name=$1 files
    files=("${@:2}")
    files=("${files[@]/#/$scratch/stubs/}")
    : >"$scratch/$name.log"
    launch "$name" stubs "$root/cli/target/vxplan/runtime/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
        --sun-misc-unsafe-memory-access=allow -Xss512k -cp "$root/cli/target/vxplan/lib/vxplan-cli.jar" \
        io.vxplan.lab.bench.StubPeers "${files[@]/%/.yaml}"
}

# entries HOST PATTERN : how many peers of that pattern are in its FDB.
entries() { bridge -n "$prefix-$1" fdb show dev vxlan1000 2>/dev/null | grep -c "^00:00:00:00:00:00 dst $2" || true; }
has_entries() { [ "$(entries "$1" "$2")" = "$3" ]; }
