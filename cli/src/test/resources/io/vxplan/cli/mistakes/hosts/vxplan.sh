#!/bin/bash
# The program. What it changed is shown behind what it says, a line each with + or -.
state() {
    ip -d link
    ip address
    ip neighbour
    ip route show table all
    ip -6 route show table all
    bridge fdb
    echo "ip_forward $(cat /proc/sys/net/ipv4/ip_forward)"
    ls
}
before=$(state)
"$PROGRAM" "$@"
code=$?
diff -U 0 <(echo "$before") <(state) | grep '^[+-][^+-]'
exit $code
