#!/bin/bash
# How long peers take to become FDB entries, and to vanish: from the start of both daemons of a host to the last entry it adds
# anywhere, and from SIGKILL to the last removal. At 3 hosts all are real; at 50 one is, and the others are stub
# peers, which speak the protocol in full.
# convergence.sh [MODE...]; RUNS says how many, 20 if it does not.
. "$(dirname "$0")/common.sh"
. "$(dirname "$0")/segment.sh"
runs=${RUNS:-20}
modes=("$@")
[ $# -gt 0 ] || modes=(multicast etcd dns gossip)

# watch HOST : adds a line to its log for each change of its FDB, with the time.
watch() {
    inside "$1" bridge monitor fdb > >(while read -r line; do echo "$EPOCHREALTIME $line"; done >>"$scratch/$1.fdb") &
    pids[watch-$1]=$!
}

# last EVENT HOSTS PEERS : when the last line of its kind was written; EVENT is added or removed.
last() {
    local host files=()
    for host in $2; do files+=("$scratch/$host.fdb"); done
    awk -v removed="$([ "$1" = removed ] && echo 1 || echo 0)" -v peers="^$3\$" '
        ($2 == "Deleted") == removed && /00:00:00:00:00:00/ {
            for (i = 1; i < NF; i++) if ($i == "dst" && $(i + 1) ~ peers && $1 > time) time = $1
        }
        END { print time }' "${files[@]}"
}
forget() { for host; do : >"$scratch/$host.fdb"; done; }

# took NAME BEGUN EVENT HOSTS PEERS
took() {
    local end
    end=$(last "$3" "$4" "$5")
    awk "BEGIN { printf \"%.3f\\n\", $end - $2 }" >>"$scratch/$1"
}

# distribution WORK NAME BOUND : of what took; BOUND may be empty.
distribution() {
    sort -n "$scratch/$2" | awk -v work="$1" -v bound="$3" '
        { value[NR] = $1 }
        END {
            p95 = value[int((NR * 95 + 99) / 100)]
            printf "%-44s %7.3f %7.3f %7.3f %7.3f s", work, value[1], value[int((NR + 1) / 2)], p95, value[NR]
            if (bound != "") printf "  (bound of p95 %s s%s)", bound, (p95 > bound ? ", EXCEEDED" : "")
            printf "\n"
        }'
    rm "$scratch/$2"
}

three() {
    local run begun
    start_server
    for host in 1 2 3; do
        make_host $host
        watch $host
    done
    start_daemons 1 2
    for ((run = 0; run < runs; run++)); do
        await "hosts 1 and 2 know each other" eval "has_entries 1 198.18.0.2 1 && has_entries 2 198.18.0.1 1"
        forget 1 2 3
        begun=$EPOCHREALTIME
        start_daemons 3
        await "all know host 3" eval "has_entries 1 198.18.0.3 1 && has_entries 2 198.18.0.3 1 && has_entries 3 198.18.0. 2"
        took join "$begun" added "1 2 3" '198[.]18[.]0[.][1-3]'
        settle 3
        begun=$EPOCHREALTIME
        halt KILL discovery-3 router-3
        await "host 3 is gone" eval "has_entries 1 198.18.0.3 0 && has_entries 2 198.18.0.3 0"
        took kill "$begun" removed "1 2" '198[.]18[.]0[.]3'
    done
    distribution "$mode, 3 hosts: one joins" join "$1"
    distribution "$mode, 3 hosts: one is killed" kill ""
    halt KILL discovery-1 router-1 discovery-2 router-2 watch-1 watch-2 watch-3
    stop_server
    remove_space 1 2 3
}

are_announced() { grep -q announced "$scratch/stubs.log" && grep -q announced "$scratch/witness.log"; }

fifty() {
    local run begun seeds="198.18.0.1, 198.18.1.49"
    start_server
    make_host 1
    watch 1
    make_stubs 49
    # A router that was started just now believes nobody that all peers are gone: one stays.
    start_stubs witness 49
    start_mortals() { start_stubs stubs {1..48}; }
    start_mortals
    for ((run = 0; run < runs; run++)); do
        await "the stub peers are announced" are_announced
        forget 1
        begun=$EPOCHREALTIME
        start_daemons 1
        await "host 1 knows all" has_entries 1 198.18.1. 49
        took join "$begun" added 1 '198[.]18[.]1[.][0-9]+'
        settle 1
        begun=$EPOCHREALTIME
        halt KILL stubs
        await "host 1 knows one" has_entries 1 198.18.1. 1
        took kill "$begun" removed 1 '198[.]18[.]1[.][0-9]+'
        forget 1
        start_mortals
        await "host 1 knows all again" has_entries 1 198.18.1. 49
        took storm "$(awk '$1 == "begun" { print $2 }' "$scratch/stubs.log")" added 1 '198[.]18[.]1[.][0-9]+'
        halt KILL discovery-1 router-1
    done
    halt KILL stubs witness watch-1
    distribution "$mode, 50 hosts: one joins 49" join "$1"
    distribution "$mode, 50 hosts: 48 join at once" storm ""
    distribution "$mode, 50 hosts: 48 are killed" kill ""
    stop_server
    remove_space 1 stubs
}

# settle HOST : until its daemons said all that they say more than once at the start.
settle() { sleep 1.5; }

make_segment
echo "announce interval $interval, peer timeout $timeout, etcd lease and DNS TTL $lease, hold-down 1s; $runs runs, $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg)"
printf '%-44s %7s %7s %7s %7s\n' '' min median p95 max
for mode in "${modes[@]}"; do
    case $mode in
        dns) three '' && fifty '' ;; # as fast as it is asked
        gossip) three '' && fifty '' ;;
        *) three 1 && fifty 3 ;;
    esac
done
echo "took $((SECONDS / 60)) min $((SECONDS % 60)) s"
