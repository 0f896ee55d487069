#!/bin/bash
# Prints the home of a JDK 25 or newer: JAVA_HOME, the javac on PATH, /usr/lib/jvm. Where there is none it installs one (root
# on Debian or Ubuntu that has the package), else it says what to install.
. "$(dirname "$0")/packages.sh"

jdk_package=openjdk-25-jdk-headless

usable() {
    local name value
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS='="' read -r name _ value _; do
        [ "$name" != JAVA_VERSION ] || break
    done <"$1/release"
    [ "${value%%[!0-9]*}" -ge 25 ] 2>/dev/null
}

find_jdk() {
    local home javac
    for home in "${JAVA_HOME:-}" "$(javac=$(command -v javac) && readlink -f "$javac")" /usr/lib/jvm/*; do
        home=${home%/bin/javac}
        if [ -n "$home" ] && usable "$home"; then
            echo "$home"
            return 0
        fi
    done
    return 1
}

! find_jdk || exit 0
if can_install && apt-get update -qq >&2 && apt-cache show "$jdk_package" >/dev/null 2>&1; then
    install_packages "$jdk_package" && find_jdk && exit 0
fi
echo "vxplan: no JDK 25 or newer found: install one ($jdk_package, or Temurin where your distribution does not have it yet) or set JAVA_HOME" >&2
exit 1
