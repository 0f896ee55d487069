#!/bin/bash
# 1,000 hosts in full mesh compiled, diffed against empty hosts and rendered, in a heap of 512 MB. There is no peer: Ansible does
# not show what it would change in a kernel. mesh.sh [HOSTS]
. "$(dirname "$0")/common.sh"
install_packages iproute2
"$vxplan" --version >/dev/null

hosts=${1:-1000}
namespace=vxb$$
project=$scratch/project
"$(dirname "$0")/project.sh" "$project" "$hosts" 1
ip netns add "$namespace"
clean+=("ip netns delete $namespace")

plan() { JDK_JAVA_OPTIONS=-Xmx512m ip netns exec "$namespace" "$vxplan" plan "$project/inventory.yaml"; }
