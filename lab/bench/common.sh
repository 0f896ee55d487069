# Sourced by the benchmarks: a scratch folder, timing, and a line for each comparison.
set -euo pipefail
root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
. "$root/lab/packages.sh"
vxplan=$root/vxplan
scratch=$(mktemp -d)
chmod 755 "$scratch"
clean=() # commands to run at the end, the last one first
cleanup() {
    local i
    for ((i = ${#clean[@]} - 1; i >= 0; i--)); do ${clean[i]} || true; done
    rm -rf "$scratch"
}
trap cleanup EXIT

# seconds COMMAND... : how long it took; what it prints goes to a log, which is shown where it failed.
seconds() {
    local begun=$EPOCHREALTIME
    if ! "$@" >"$scratch/log" 2>&1; then
        echo "failed: $*" >&2
        tail -n 20 "$scratch/log" >&2
        return 1
    fi
    awk "BEGIN { printf \"%.3f\\n\", $EPOCHREALTIME - $begun }"
}

median() {
    sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# report WORK OURS PEER BOUND : one line of the table.
report() {
    awk -v work="$1" -v ours="$2" -v peer="$3" -v bound="$4" 'BEGIN {
        ratio = ours / peer
        printf "%-46s %8.3f s %8.3f s %6.2f  (bound %s%s)\n", work, ours, peer, ratio, bound, (ratio > bound ? ", EXCEEDED" : "")
    }'
}

# compare WORK BOUND RUNS BEFORE OURS PEER : medians of RUNS runs of the functions OURS and PEER in turn, so that other load hits
# both; BEFORE is run before each and not measured.
compare() {
    local work=$1 bound=$2 runs=$3 before=$4 ours=$5 peer=$6 run
    : >"$scratch/ours"
    : >"$scratch/peer"
    for ((run = 0; run < runs; run++)); do
        $before >/dev/null
        seconds $ours >>"$scratch/ours"
        $before >/dev/null
        seconds $peer >>"$scratch/peer"
    done
    report "$work" "$(median <"$scratch/ours")" "$(median <"$scratch/peer")" "$bound"
}

# java CLASS ARGUMENT... : a class with the launcher's options, and those of JAVA_OPTIONS.
java() {
    local dist=$root/cli/target/vxplan
    "$dist/runtime/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
        -Djnr.ffi.asm.enabled=false -Djffi.boot.library.path="$dist/native/jni" ${JAVA_OPTIONS:-} -cp "$dist/lib/vxplan-cli.jar" "$@"
}
