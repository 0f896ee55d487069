#!/bin/bash
# Builds what ./vxplan starts, cli/target/vxplan. ./vxplan calls it and holds the lock.
set -eu
root=$(dirname "$(dirname "$(readlink -f "$0")")")
target=$root/cli/target
. "$root/lab/packages.sh"

if ! mkdir -p "$target" 2>/dev/null || [ ! -w "$target" ]; then
    echo "vxplan: the build of these sources is missing or older than they are, and you may not write to $target: let the owner of $root run ./vxplan once, or make a clone of your own" >&2
    exit 1
fi
JAVA_HOME=$("$root/lab/find-jdk.sh")
export JAVA_HOME
command -v mvn >/dev/null || install_packages maven || exit 1

# Maven keeps its local repository in the home that the passwd file names, whatever HOME says; nobody's does not exist.
options=()
home=$(getent passwd "$(id -u)" | cut -d: -f6) || home=
if [ ! -w "$home" ]; then
    if [ -w "${HOME:-}" ]; then repository=$HOME/.m2/repository; else repository=$target/m2; fi
    options+=("-Dmaven.repo.local=$repository")
fi

echo "building vxplan ..." >&2
log=$target/build.log
begun=$target/begun
touch "$begun"
failed() {
    tail -n 30 "$log" >&2
    echo "vxplan: the build failed; all it said is in $log" >&2
    exit 1
}
(cd "$root" && mvn -B -ntp -q -Dfast -Dmaven.test.skip=true "${options[@]}" package -pl cli -am) >"$log" 2>&1 9<&- || failed
ln -s "$JAVA_HOME" "$target/vxplan/runtime"
"$root/lab/start/prepare.sh" "$target/vxplan" >>"$log" 2>&1 || failed
mv "$begun" "$target/vxplan/built"
