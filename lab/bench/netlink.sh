#!/bin/bash
# FDB entries and routes by netlink in process, against bridge -batch and ip -batch; a ratio of at most 0.5 is expected.
# netlink.sh [ENTRIES]
. "$(dirname "$0")/common.sh"
install_packages iproute2
"$vxplan" --version >/dev/null
java io.vxplan.lab.bench.NetlinkBench "${1:-10000}"
