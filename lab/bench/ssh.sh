#!/bin/bash
# Hosts over SSH (namespaces, each with its own sshd): first apply, and apply with nothing to do, against Ansible with command
# tasks and against one ssh per host in parallel with `ip -batch`, which neither reads nor verifies. ssh.sh [HOSTS]
. "$(dirname "$0")/common.sh"
install_packages ansible iproute2 openssh-client openssh-server jq
"$vxplan" --version >/dev/null

hosts=${1:-10}
prefix=vxb$$
controller=$prefix-c
project=$scratch/project
underlay() { echo "198.18.0.$(($1 + 10))"; }
on_controller() { ip netns exec "$controller" "$@"; }

make_hosts() {
    mkdir -p /run/sshd "$project"
    ssh-keygen -q -t ed25519 -N '' -f "$scratch/key"
    ssh-keygen -q -t ed25519 -N '' -f "$scratch/host_key"
    install -m 600 "$scratch/key.pub" "$scratch/authorized_keys"
    make_namespace "$controller"
    ip -n "$controller" link add name br0 type bridge
    ip -n "$controller" addr add 198.18.0.1/24 dev br0
    ip -n "$controller" link set dev br0 up
    local i
    for ((i = 1; i <= hosts; i++)); do make_host "$i"; done
}

make_namespace() {
    ip netns add "$1"
    clean+=("ip netns delete $1")
    ip -n "$1" link set dev lo up
}

make_host() {
    local i=$1 namespace=$prefix-h$1
    make_namespace "$namespace"
    ip -n "$controller" link add name "v$i" type veth peer name eth0 netns "$namespace"
    ip -n "$controller" link set dev "v$i" master br0 up
    ip -n "$namespace" addr add "$(underlay "$i")/24" dev eth0
    ip -n "$namespace" link set dev eth0 up
    cat >"$scratch/sshd$i.conf" <<EOF
ListenAddress $(underlay "$i"):22
HostKey $scratch/host_key
PidFile $scratch/sshd$i.pid
AuthorizedKeysFile $scratch/authorized_keys
StrictModes no
# What this machine's root runs at each login is no part of any of them.
SetEnv HOME=$scratch
UsePAM no
PermitRootLogin prohibit-password
MaxSessions 100
MaxStartups 200:30:400
Subsystem sftp internal-sftp
EOF
    ip netns exec "$namespace" /usr/sbin/sshd -f "$scratch/sshd$i.conf"
    clean+=("kill_sshd $i")
    echo "$(underlay "$i") $(cut -d' ' -f1,2 "$scratch/host_key.pub")" >>"$scratch/known_hosts"
}
kill_sshd() { kill "$(cat "$scratch/sshd$1.pid")"; }

# The same for all three: a VXLAN device with an address, an all-zeros FDB entry for each peer, a route to each peer's network.
write_project() {
    local i
    {
        echo "all:"
        echo "  vars: { ansible_user: root, ansible_ssh_private_key_file: $scratch/key, ansible_ssh_common_args: -o UserKnownHostsFile=$scratch/known_hosts }"
        echo "  hosts:"
        for ((i = 1; i <= hosts; i++)); do echo "    h$i: { ansible_host: $(underlay "$i"), n: $i }"; done
    } >"$project/inventory.yaml"
    {
        echo "version: 1"
        echo "name: bench"
        echo "overlays:"
        echo "  blue:"
        echo "    vni: 100"
        echo "    subnets: [192.168.100.0/24]"
        echo "    members:"
        for ((i = 1; i <= hosts; i++)); do echo "      h$i: { address: 192.168.100.$i }"; done
        echo "    networks:"
        for ((i = 1; i <= hosts; i++)); do echo "      172.16.$i.0/24: { behind: h$i }"; done
    } >"$project/topology.yaml"
}

write_playbook() {
    cat >"$scratch/ansible.cfg" <<EOF
[defaults]
forks = $hosts
gathering = explicit
interpreter_python = /usr/bin/python3
remote_tmp = $scratch/remote
local_tmp = $scratch/local
[ssh_connection]
pipelining = True
ssh_args = -F none -o ControlMaster=auto -o ControlPersist=60s
control_path_dir = $scratch/control
EOF
    cat >"$scratch/playbook.yaml" <<'EOF'
- hosts: all
  gather_facts: false
  vars:
    there: "r.rc | default(0) != 0 and 'File exists' not in r.stderr"
  tasks:
    - command: "ip link add vxlan100 type vxlan id 100 local {{ ansible_host }} dstport 4789"
      register: r
      failed_when: "{{ there }}"
    - command: "ip addr replace 192.168.100.{{ n }}/24 dev vxlan100"
    - command: "ip link set dev vxlan100 up"
    - command: "bridge fdb append 00:00:00:00:00:00 dev vxlan100 dst {{ hostvars[item].ansible_host }}"
      loop: "{{ groups.all | difference([inventory_hostname]) }}"
      register: r
      failed_when: "{{ there }}"
    - command: "ip route add 172.16.{{ hostvars[item].n }}.0/24 via 192.168.100.{{ hostvars[item].n }}"
      loop: "{{ groups.all | difference([inventory_hostname]) }}"
      register: r
      failed_when: "{{ there }}"
EOF
}

write_batches() {
    local i j
    for ((i = 1; i <= hosts; i++)); do
        {
            echo "link add vxlan100 type vxlan id 100 local $(underlay "$i") dstport 4789"
            echo "addr replace 192.168.100.$i/24 dev vxlan100"
            echo "link set dev vxlan100 up"
            for ((j = 1; j <= hosts; j++)); do [ "$i" = "$j" ] || echo "route add 172.16.$j.0/24 via 192.168.100.$j"; done
            echo --
            for ((j = 1; j <= hosts; j++)); do [ "$i" = "$j" ] || echo "fdb append 00:00:00:00:00:00 dev vxlan100 dst $(underlay "$j")"; done
        } >"$scratch/batch$i"
    done
}

wipe() {
    local i
    for ((i = 1; i <= hosts; i++)); do ip -n "$prefix-h$i" link delete dev vxlan100 2>/dev/null || true; done
    for i in "$scratch"/control/*; do
        [ ! -S "$i" ] || on_controller ssh -F none -o ControlPath="$i" -O exit none 2>/dev/null || true
    done
}

with_vxplan() { on_controller "$vxplan" apply --yes "$project/inventory.yaml"; }
with_ansible() { on_controller env ANSIBLE_CONFIG="$scratch/ansible.cfg" ansible-playbook -i "$project/inventory.yaml" "$scratch/playbook.yaml"; }
with_ssh() {
    local i jobs=()
    for ((i = 1; i <= hosts; i++)); do
        on_controller ssh -F none -i "$scratch/key" -o UserKnownHostsFile="$scratch/known_hosts" "root@$(underlay "$i")" \
            'sed -u "/^--$/q" | sed "/^--$/d" | ip -batch - && bridge -batch -' <"$scratch/batch$i" &
        jobs+=($!)
    done
    for i in "${jobs[@]}"; do wait "$i"; done
}

# What one has made must be what the others make.
verify() {
    local i
    for ((i = 1; i <= hosts; i++)); do
        local entries routes
        entries=$(bridge -n "$prefix-h$i" -j fdb show dev vxlan100 | jq '[.[] | select(.mac == "00:00:00:00:00:00")] | length')
        routes=$(ip -n "$prefix-h$i" -j route show dev vxlan100 | jq '[.[] | select(.dst | startswith("172.16."))] | length')
        [ "$entries" = $((hosts - 1)) ] && [ "$routes" = $((hosts - 1)) ] || {
            echo "h$i has $entries FDB entries and $routes routes" >&2
            exit 1
        }
    done
}

make_hosts
write_project
write_playbook
write_batches
for way in with_vxplan with_ansible with_ssh; do
    wipe
    seconds "$way" >/dev/null
    verify
done
runs=${RUNS:-3}
compare "$hosts hosts, first apply : ssh + ip -batch" 2 "$runs" wipe with_vxplan with_ssh
compare "$hosts hosts, first apply : Ansible, command tasks" 0.15 1 wipe with_vxplan with_ansible
wipe
seconds with_vxplan >/dev/null
compare "$hosts hosts, nothing to do : Ansible again" 0.1 1 true with_vxplan with_ansible
