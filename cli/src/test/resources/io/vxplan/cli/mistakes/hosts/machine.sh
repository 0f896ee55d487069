# Sourced in a network namespace and a mount namespace that are new: makes them the machine of a case. Its user is root, whose
# home is this folder, with a key that every user of the machine takes.
export HOME="$PWD" LC_ALL=C
trap 'kill $children 2>/dev/null || true' EXIT
children=

# Nor does an address change by itself, some time after it came.
echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad
ip link set dev lo up
ip link add name eth0 type veth peer name cable
ip address add 198.18.0.1/24 dev eth0
# Addresses that the kernel makes would come at any moment.
ip link set dev cable up addrgenmode none
ip link set dev eth0 up addrgenmode none
until ip link show dev eth0 | grep -q 'state UP' && ip link show dev cable | grep -q 'state UP'; do sleep 0.01; done
echo 0 >/proc/sys/net/ipv4/ip_forward

mkdir -p .ssh .bin .etc
install -m 755 vxplan.sh .bin/vxplan
PATH=$PWD/.bin:$PATH

cat >.etc/passwd <<END
root:x:0:0::$HOME:/bin/sh
alice:x:4711:4711::/tmp:/bin/sh
sshd:x:110:65534::/run/sshd:/usr/sbin/nologin
END
echo 'root ALL=(ALL) ALL' >.etc/sudoers
chmod 440 .etc/sudoers
mount --bind .etc/passwd /etc/passwd
mount --bind .etc/sudoers /etc/sudoers

# sshd [WRAPPER...] : an OpenSSH server whose host key the user knows. What is in host/ comes first in its PATH.
sshd() {
    ssh-keygen -q -t ed25519 -N '' -f .ssh/id_ed25519
    ssh-keygen -q -t ed25519 -N '' -f .etc/host_key
    echo "198.18.0.1 $(cut -d ' ' -f 1,2 .etc/host_key.pub)" >.ssh/known_hosts
    cp .ssh/id_ed25519.pub .etc/authorized_keys
    cat >.etc/sshd_config <<END
HostKey $HOME/.etc/host_key
AuthorizedKeysFile $HOME/.etc/authorized_keys
SetEnv PATH=$HOME/host:/usr/bin:/bin
PidFile none
UsePAM no
StrictModes no
END
    mkdir -p /run/sshd
    : >.etc/log
    "$@" /usr/sbin/sshd -D -e -f .etc/sshd_config 2>.etc/log &
    children="$children $!"
    until grep -q 'Server listening' .etc/log; do sleep 0.02; done
}

# hold PORT : another program has that port of UDP.
hold() {
    perl -MSocket -e 'socket S, PF_INET, SOCK_DGRAM, 17; bind S, sockaddr_in(shift, INADDR_ANY) or die; sleep 100' "$1" &
    children="$children $!"
    until ss -Hlun "sport = :$1" | grep -q .; do sleep 0.02; done
}

# hide INTERFACE : moves it to a network namespace without a name.
hide() {
    unshare --net sleep 100 &
    children="$children $!"
    until ! ip link show dev "$1" >/dev/null 2>&1; do
        [ "$(readlink /proc/$!/ns/net)" = "$(readlink /proc/self/ns/net)" ] || ip link set dev "$1" netns $!
    done
}
