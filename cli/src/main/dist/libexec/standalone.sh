#!/bin/sh
# Makes a copy of this vxplan that needs nothing else: standalone.sh FOLDER. It has a Java runtime of its own where this one has a
# link to a JDK, and the AOT cache that goes with it.
set -eu
home=$(dirname "$(dirname "$(readlink -f "$0")")")
copy=$1

# Named by hand, for jdeps stumbles over libraries that are half modules: desktop has the java.beans that jinjava reads its
# values by, jgss what sshj's configuration names, sql the dates that Jackson knows, httpserver what daemons
# tell of themselves by, unsupported what jffi stands on.
modules=java.base,java.desktop,java.logging,java.naming,java.security.jgss,java.sql,java.xml,jdk.httpserver,jdk.net,jdk.unsupported

mkdir -p "$copy"
cp -a "$home/bin" "$home/lib" "$home/libexec" "$home/native" "$home/training" "$copy"
if [ -L "$home/runtime" ]; then
    "$home/runtime/bin/jlink" --add-modules "$modules" --no-header-files --no-man-pages --output "$copy/runtime"
else
    cp -a "$home/runtime" "$copy"
fi
"$copy/bin/vxplan" --version >/dev/null # the first start makes the AOT cache
