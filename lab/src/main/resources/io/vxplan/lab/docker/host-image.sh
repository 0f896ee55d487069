#!/bin/sh
# host-image.sh TAG ARCHIVE, with mounts of its own: gives docker the image that a lab's hosts run, and calls it TAG. Its files are those of ARCHIVE, which is made
# where it is not there: this machine's own distribution, as small as it can be, with what vxplan asks of a host and an SSH server.
# Whoever starts a container brings /etc/ssh/ssh_host_ed25519_key and /root/.ssh/authorized_keys.
set -eu
tag=$1 archive=$2
packages=openssh-server,iproute2,nftables,iputils-ping,sudo,util-linux

fail() {
    echo "$*" >&2
    exit 1
}

make_archive() {
    command -v debootstrap >/dev/null || fail 'debootstrap is not there: install the package of that name'
    suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-}")
    [ -n "$suite" ] || fail 'it is made from the packages of Debian or Ubuntu, and this machine is neither'
    # Where this machine has its own packages from; else debootstrap knows a place.
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' "Codename: $suite" 2>/dev/null | head -n 1) || true
    work=$(mktemp -d "$archive.XXXXXX")
    trap 'umount "$work"; rmdir "$work"' EXIT
    # In memory: a disk takes four times as long, since every package waits for it.
    mount -t tmpfs tmpfs "$work"
    tree=$work/tree
    debootstrap --variant=minbase --include="$packages" "$suite" "$tree" ${mirror:+"$mirror"} >"$work/log" 2>&1 || {
        grep -E '^(E|W): ' "$work/log" | tail -n 3 >&2
        [ ! -e "$tree/debootstrap/debootstrap.log" ] || tail -n 2 "$tree/debootstrap/debootstrap.log" >&2
        fail "debootstrap of '$suite' with $packages failed"
    }
    (
        cd "$tree"
        # Host keys that every container would have.
        rm -rf etc/ssh/ssh_host_* var/cache/apt/* var/lib/apt/lists/* usr/share/doc usr/share/info usr/share/locale usr/share/man
        mkdir -p run/sshd
        mkdir -p -m 700 root/.ssh
    )
    # Those of other recipes.
    rm -f "${archive%/*}"/host-*.tar
    tar -C "$tree" -cf "$archive.new" .
    mv "$archive.new" "$archive"
}

umask 022
mkdir -p "${archive%/*}"
# One at a time.
exec 9<"${archive%/*}"
flock 9
[ -e "$archive" ] || make_archive
docker import --change 'CMD ["/usr/sbin/sshd", "-D", "-e"]' "$archive" "$tag" >/dev/null
