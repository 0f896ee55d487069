#!/bin/bash
# 10,000 FDB entries and 10,000 routes by netlink in process, against bridge -batch and ip -batch.
. "$(dirname "$0")/common.sh"
install_packages iproute2
"$vxplan" --version >/dev/null
dist=$root/cli/target/vxplan
"$dist/runtime/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
    -Djnr.ffi.asm.enabled=false -Djffi.boot.library.path="$dist/native/jni" \
    -cp "$dist/lib/vxplan-cli.jar" io.vxplan.lab.bench.NetlinkBench "${1:-10000}"
