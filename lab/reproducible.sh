#!/bin/bash
# Builds a copy of these sources twice. The program has to be the same, or every build would be an upgrade of all hosts.
set -euo pipefail
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
tar -c --exclude=target --exclude=.git . | tar -x -C "$copy"

# What hosts tell one program from another by, but for the JDK's release.
build() {
    "$copy/vxplan" --version >&2
    (cd "$copy/cli/target/vxplan" && find bin lib libexec native -type f -exec sha256sum {} + | sort -k 2)
}
build >"$copy/first"
find "$copy" -name '*.java' -exec touch {} +
build >"$copy/second"
diff "$copy/first" "$copy/second"
