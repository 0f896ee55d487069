#!/bin/bash
# What 200 hosts cost one of them: CPU time and memory of its two daemons, at rest and while all 199 others join at once. One is
# real, the others are stub peers, which speak the protocol in full. stacks.sh [MODE...]
# Without gossip unless it is asked for: 199 members in one process, each of which asks each other what it has, need two cores for
# themselves. OTHERS=49 is fine.
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/segment.sh"
modes=("$@")
[ $# -gt 0 ] || modes=(multicast etcd dns)
others=${OTHERS:-199}
seconds=${SECONDS_AT_REST:-60}
interval=30s timeout=90s lease=30s # the defaults
seeds="198.18.0.1, 198.18.1.1"

# cpu NAME : in hundredths of a second, since it began.
cpu() { awk '{ print $14 + $15 }' "/proc/${pids[$1]}/stat"; }
megabytes() { awk '$1 == "VmRSS:" { printf "%d\n", ($2 + 1023) / 1024 }' "/proc/${pids[$1]}/status"; }

# cost WORK NAME CPU BOUND : since CPU was read; BOUND in MB may be empty.
cost() {
    awk -v work="$1" -v cpu="$(($(cpu "$2") - $3))" -v memory="$(megabytes "$2")" -v bound="$4" 'BEGIN {
        printf "%-44s %7.2f s CPU %6d MB", work, cpu / 100, memory
        if (bound != "") printf "  (bound %s MB%s)", bound, (memory > bound ? ", EXCEEDED" : "")
        printf "\n"
    }'
}

# during WORK BOUND COMMAND... : what both daemons cost meanwhile.
during() {
    local discovery router
    discovery=$(cpu discovery-1) router=$(cpu router-1)
    "${@:3}"
    cost "$mode: discovery, $1" discovery-1 "$discovery" "$2"
    cost "$mode: router, $1" router-1 "$router" "${2:+120}"
}
join() {
    start_stubs stubs $(seq $others)
    await "host 1 knows all" has_entries 1 198.18.1. $others
    await "all are announced" grep -q announced "$scratch/stubs.log"
    sleep 5 # what is said more than once
}

make_segment
echo "announce interval $interval; $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
for mode in "${modes[@]}"; do
    start_server
    make_host 1
    make_stubs $others
    start_daemons 1
    await "the router runs" test -s "$scratch/router-1.log"
    await "discovery runs" test -s "$scratch/discovery-1.log"
    during "$others join" '' join
    during "$seconds s at rest" "$([ "$mode" = etcd ] && echo 160 || echo 120)" sleep "$seconds"
    halt KILL stubs discovery-1 router-1
    stop_server
    remove_space 1 stubs
done
