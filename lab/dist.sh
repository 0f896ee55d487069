#!/bin/bash
# Makes target/vxplan-VERSION-linux-ARCH.tar.gz: vxplan with a Java runtime of its own, for machines that have none.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(./vxplan --version | cut -d' ' -f2)
name=vxplan-$version-linux-$(uname -m)
stage=target/$name
jdk=$(readlink -f cli/target/vxplan/runtime)

rm -rf "$stage"
mkdir -p "$stage"
cli/target/vxplan/libexec/standalone.sh "$stage"
cp -a LICENSE README.md CHANGELOG.md docs inventory-examples "$stage"
ln -s bin/vxplan "$stage/vxplan" # so that the README's first command works there as well
"$jdk/bin/java" -cp "$stage/lib/vxplan-cli.jar" io.vxplan.cli.manual.ManualPages "$stage/share" "$(date -r pom.xml +%F)"
tar -C target -czf "target/$name.tar.gz" --sort=name --owner=0 --group=0 --numeric-owner "$name"

# It runs elsewhere, with nothing of this machine in its environment and this machine's JDK out of sight.
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
tar -C "$elsewhere" -xzf "target/$name.tar.gz"
env -i PATH=/usr/bin:/bin "$elsewhere/$name/vxplan" --version
ls -sh "target/$name.tar.gz"
