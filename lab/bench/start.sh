#!/bin/bash
# The start of the program against the start of Ansible.
. "$(dirname "$0")/common.sh"
install_packages ansible
"$vxplan" --version >/dev/null # built

ours() { "$vxplan" --version; }
peer() { ansible --version; }
compare "vxplan --version : ansible --version" 0.6 "${RUNS:-15}" true ours peer
