#!/bin/bash
# Builds what ./vxplan starts, cli/target/vxplan; ./vxplan calls it and holds the lock.
set -eu
root=$(dirname "$(dirname "$(readlink -f "$0")")")
. "$root/lab/packages.sh"
target=$root/cli/target
if ! mkdir -p "$target" 2>/dev/null || [ ! -w "$target" ]; then
    echo "vxplan: there is no build of these sources, and $target is not writable: let the owner of $root run ./vxplan once, or make a clone of your own" >&2
    exit 1
fi
command -v mvn >/dev/null || install_packages maven || exit 1

# Maven wants a local repository in the home that the passwd file names, whatever HOME says.
options=()
home=$(getent passwd "$(id -u)" | cut -d: -f6) || home=
if [ ! -w "$home" ]; then
    if [ -w "${HOME:-}" ]; then
        options+=("-Dmaven.repo.local=$HOME/.m2/repository")
    else
        options+=("-Dmaven.repo.local=$target/m2")
    fi
fi

echo "building vxplan ..." >&2
begun=$target/begun
log=$target/build.log
touch "$begun"
if ! (cd "$root" && JAVA_HOME=$VXPLAN_JAVA_HOME mvn -B -ntp -q -Dfast -Dmaven.test.skip=true "${options[@]}" package -pl cli -am) >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    echo "vxplan: the build failed, all it said is in $log" >&2
    exit 1
fi
mv "$begun" "$target/vxplan/built"
