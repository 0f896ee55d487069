# Sourced: installs Debian packages that are missing.

# can_install : whether this is root on Debian or Ubuntu.
can_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null
}

# install_packages NAME... : says what it installs; without root or apt it says what to install.
install_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    if can_install; then
        echo "vxplan: installing ${missing[*]}" >&2
        apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
    else
        echo "vxplan: please install ${missing[*]}" >&2
        return 1
    fi
}
