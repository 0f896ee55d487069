#!/bin/sh
# Runs COMMAND with a network of its own, which ends with it: network.sh COMMAND... Two hosts are there, on one interface, by which the
# default route leaves: a router's tunnels start there.
exec unshare -rn sh -c '
    ip link set dev lo up && ip link add name vxplan-practice up type bridge &&
        ip addr add 198.18.0.1/24 dev vxplan-practice && ip addr add 198.18.0.2/24 dev vxplan-practice &&
        ip route add default dev vxplan-practice && exec "$@"' sh "$@"
