#!/bin/bash
# Writes an inventory and a topology: project.sh FOLDER HOSTS OVERLAYS. Hosts h0001, h0002, ... are all this very machine; each
# overlay is static, so that a host has an FDB entry and a neighbour for each peer in each overlay.
set -eu
folder=$1 hosts=$2 overlays=$3
mkdir -p "$folder"
awk -v hosts="$hosts" 'BEGIN {
    print "all:\n  vars: { ansible_connection: local }\n  hosts:"
    for (i = 1; i <= hosts; i++) printf "    h%04d: { vxplan_underlay: 198.18.%d.%d }\n", i, int(i / 250), i % 250 + 1
}' >"$folder/inventory.yaml"
awk -v overlays="$overlays" 'BEGIN {
    print "version: 1\nname: bench\noverlays:"
    for (i = 1; i <= overlays; i++) printf "  net%d: { vni: %d, subnets: [10.%d.0.0/16], flooding: static }\n", i, i, i
}' >"$folder/topology.yaml"
