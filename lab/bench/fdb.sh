#!/bin/bash
# The whole command on one host that has 50,000 peers in its FDB (50 overlays of 1,001 hosts), read, written, and read again,
# against `bridge -batch` alone.
. "$(dirname "$0")/common.sh"
install_packages iproute2
"$vxplan" --version >/dev/null

namespace=vxb$$
entries=50000
project=$scratch/project
"$(dirname "$0")/project.sh" "$project" 1001 50
clean+=("ip netns delete $namespace")

awk -v entries="$entries" 'BEGIN {
    for (i = 0; i < entries; i++)
        printf "fdb append 02:00:00:%02x:%02x:%02x dev vx dst 198.18.%d.%d\n", i / 65536, i / 256 % 256, i % 256, i / 250 % 250, i % 250 + 1
}' >"$scratch/batch"

fresh() {
    ip netns delete "$namespace" 2>/dev/null || true
    ip netns add "$namespace"
    ip -n "$namespace" link set dev lo up
    ip -n "$namespace" addr add 198.18.0.2/32 dev lo
    ip -n "$namespace" link add name vx type vxlan id 100 local 198.18.0.2 dstport 4790 nolearning
}
ours() { ip netns exec "$namespace" "$vxplan" apply --yes --limit h0001 "$project/inventory.yaml"; }
peer() { bridge -n "$namespace" -batch "$scratch/batch"; }

fresh
seconds ours >/dev/null
made=$(ip netns exec "$namespace" bridge fdb show | grep -c 'dst 198')
[ "$made" = "$entries" ] || { echo "apply made $made entries" >&2; exit 1; }
compare "apply with $entries FDB entries : bridge -batch" 2 "${RUNS:-5}" fresh ours peer
