#!/bin/bash
# Prints the home of a JDK 25 or newer: JAVA_HOME, the javac on PATH, then /usr/lib/jvm.
version() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null; }
usable() { [ -x "$1/bin/javac" ] && [ "$(version "$1")" -ge 25 ] 2>/dev/null; }
path_home=$(javac=$(command -v javac) && dirname "$(dirname "$(readlink -f "$javac")")")
for home in "${JAVA_HOME:-}" "$path_home" /usr/lib/jvm/*; do
    if [ -n "$home" ] && usable "$home"; then
        echo "$home"
        exit 0
    fi
done
echo "vxplan: no JDK 25 or newer found: install one (openjdk-25-jdk-headless, where your distribution has it) or set JAVA_HOME" >&2
exit 1
