#!/bin/bash
# Makes target/vxplan-VERSION-linux-ARCH.tar.gz: vxplan with a Java runtime of its own, for machines that have none.
set -euo pipefail
cd "$(dirname "$0")/.."
version=$(./vxplan --version | cut -d' ' -f2)
name=vxplan-$version-linux-$(uname -m)
stage=target/$name
jdk=$(readlink -f cli/target/vxplan/runtime)

# Named by hand, for jdeps stumbles over libraries that are half modules: desktop has the java.beans that jinjava reads its
# values by, jgss what sshj's configuration names, sql the dates that Jackson knows, httpserver what daemons
# tell of themselves by, unsupported what jffi stands on.
modules=java.base,java.desktop,java.logging,java.naming,java.security.jgss,java.sql,java.xml,jdk.httpserver,jdk.net,jdk.unsupported

rm -rf "$stage"
mkdir -p "$stage"
cp -a cli/target/vxplan/{bin,lib,native,training} LICENSE README.md CHANGELOG.md docs inventory-examples "$stage"
ln -s bin/vxplan "$stage/vxplan" # so that the README's first command works there as well
"$jdk/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --generate-cds-archive --output "$stage/runtime"
"$stage/bin/vxplan" --version >/dev/null # the first start makes the AOT cache
"$jdk/bin/java" -cp "$stage/lib/vxplan-cli.jar" io.vxplan.cli.manual.ManualPages "$stage/share" "$(date -r pom.xml +%F)"
tar -C target -czf "target/$name.tar.gz" --sort=name --owner=0 --group=0 --numeric-owner "$name"

# It runs elsewhere, with nothing of this machine in its environment and this machine's JDK out of sight.
elsewhere=$(mktemp -d)
trap 'rm -rf "$elsewhere"' EXIT
tar -C "$elsewhere" -xzf "target/$name.tar.gz"
env -i PATH=/usr/bin:/bin "$elsewhere/$name/vxplan" --version
ls -sh "target/$name.tar.gz"
