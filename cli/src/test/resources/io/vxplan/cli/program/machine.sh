#!/bin/bash
# Boots systemd on a machine of its own, made of namespaces: machine.sh DISK NAME, in new mount, PID, IPC, UTS and cgroup namespaces.
# Its disk is this machine's without Java and without anything of ours; what is written to it goes to DISK/upper, and is there again
# when it boots once more. DISK/ssh is for its SSH server.
set -euo pipefail
disk=$1 name=$2
mount --make-rprivate /
first=
if [ ! -d "$disk/upper" ]; then
    first=yes
    mkdir "$disk"/{upper,work,root}
fi
mount -t overlay -o "lowerdir=/,upperdir=$disk/upper,workdir=$disk/work" overlay "$disk/root"
cd "$disk/root"
if [ -n "$first" ]; then
    echo "$name" >etc/hostname
    printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$name" >etc/hosts # as Debian's installer does
    rm -rf etc/vxplan opt/vxplan var/lib/vxplan var/lib/private/vxplan etc/systemd/system/{vxplan-*,*.wants} "./$JAVA_HOME" usr/lib/jvm usr/bin/java
fi

mount -t proc proc proc
# Read-only, as in a container: so systemd-networkd knows that no udev tells it of interfaces.
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs tmpfs tmp
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/{pts,shm}
mount -t devpts devpts dev/pts
mknod -m 666 dev/ptmx c 5 2
while read -r device major minor; do
    mknod -m 666 "dev/$device" c "$major" "$minor"
done <<'END'
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
console 5 1
END
ln -s /proc/self/fd dev/fd
# A home of its own: what root's profile here does at each login may wait for locks that a login cut short has left.
mount -t tmpfs -o mode=700 tmpfs root

if [ -n "$first" ]; then
mv "$disk/ssh" etc/test-ssh
cat >etc/systemd/system/test-ssh.service <<'END'
[Service]
RuntimeDirectory=sshd
ExecStart=/usr/sbin/sshd -D -e -f /etc/test-ssh/config
END
# Not what this machine starts at boot.
cat >etc/systemd/system/default.target <<'END'
[Unit]
Requires=basic.target
After=basic.target
Wants=test-ssh.service multi-user.target network-online.target
AllowIsolate=yes
END
fi
mkdir -p mnt/old
pivot_root . mnt/old
cd /
umount -l /mnt/old
rmdir /mnt/old
exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --log-target=console --show-status=no
