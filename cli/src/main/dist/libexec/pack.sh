#!/bin/sh
# Packs this vxplan as hosts get it, into FOLDER/SHA256.tar.gz: pack.sh FOLDER. The same files give the same bytes, whoever owns them.
set -eu
umask 022
home=$(dirname "$(dirname "$(readlink -f "$0")")")
folder=$1
stage=$folder/stage
rm -rf "$stage"
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage"
if [ -L "$home/runtime" ]; then
    "$home/libexec/standalone.sh" "$stage/vxplan"
    home=$stage/vxplan
fi
# Times stay: Java takes an AOT cache for jars of just these, and the launcher only one that is newer than they are.
tar -C "$home" --format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mode=a=rX,u+w -cf - bin cache lib native runtime >"$stage/tar"
gzip -n -3 <"$stage/tar" >"$stage/archive"
sum=$(sha256sum <"$stage/archive")
mv "$stage/archive" "$folder/${sum%% *}.tar.gz"
