#!/bin/bash
# Prints what a command says to the kernel by netlink, and with -r what it is told, in the form of the fixtures of
# modules/netlink: capture-netlink.sh [-r] COMMAND...   (needs strace; run it in a namespace of your own)
set -euo pipefail
calls=sendmsg,sendto
direction=write
if [ "${1:-}" = -r ]; then
    calls=recvmsg,recvfrom
    direction=read
    shift
fi
trace=$(mktemp)
trap 'rm -f "$trace"' EXIT
strace -qq -f -s 0 -e "trace=$calls" -e "$direction=all" -o "$trace" "$@" >&2

# strace prints 16 bytes in a line: " | 00010  08 00 ...  text |". A line without a bar begins the next message.
awk -v command="$*" '
    function flush() {
        if (hex == "") return
        print "# " command
        for (; hex != ""; hex = substr(hex, 81)) print substr(hex, 1, 80)
        print ""
    }
    !/^ \|/ { if (!/^ \*/) flush() }
    /^ \|/ { line = substr($0, 11, 49); gsub(/ /, "", line); hex = hex line }
    END { flush() }' "$trace"
