#!/bin/bash
# 1,000 hosts in full mesh compiled, diffed against empty hosts and rendered, in a heap of 512 MB; prints seconds and the peak of
# memory. There is no peer: Ansible does not show what it would change in a kernel.
. "$(dirname "$0")/common.sh"
install_packages time
"$vxplan" --version >/dev/null
"$(dirname "$0")/project.sh" "$scratch/project" "${1:-1000}" 1
