# shellcheck shell=bash disable=SC2154
# Sourced by vagrant/check and vagrant/examples: steps, their table, and what steps have in common. They have the hosts, the
# inventory, and `stem`, a pattern of what their labs' names begin with.

work=$(mktemp -d)
table=$work/table
begun=$SECONDS
failed=false
lab=''
folder=''
accelerator='no machines'
touch "$table"

# step WHAT COMMAND... : runs it; what it takes, and whether it did as it should, is for the table.
step() {
    local what=$1 since=$SECONDS outcome=ok
    shift
    echo "== $what" >&2
    "$@" >&2 || outcome=FAILED
    row "$what" $((SECONDS - since)) "$outcome"
    tail -n 1 "$table" >&2
    [ "$outcome" = ok ] || {
        failed=true
        symptoms >&2
    }
}

row() {
    printf '| %-68s | %5d s | %-6s |\n' "$@" >>"$table"
}

# Says what one would look for where a step failed.
symptoms() {
    local host
    [ -n "$folder" ] || {
        tail -n 20 /run/vxplan/labs/*/libvirt/log/{,qemu/}*.log 2>/dev/null || true
        return
    }
    for host in "${hosts[@]}"; do
        echo "### $host, after the step that failed"
        on "$host" 60 <<'END' || tail -n 5 "$folder"/libvirt/log/qemu/*"$host".log 2>/dev/null || true
cat /proc/uptime
systemctl --no-pager --no-legend list-units --failed
systemctl --no-pager --no-legend list-jobs
ip -br address
ip route
journalctl --no-pager -b -n 40 -o short-monotonic -u 'vxplan-*' -u lab-workloads -u systemd-networkd -u NetworkManager
END
    done
}

# Whatever happened: nothing stays, and the table comes last.
finish() {
    trap '' INT TERM
    jobs -p | xargs -r kill 2>/dev/null || true
    [ -z "$inventory" ] || step "lab down: no machine, network, pool, process or folder is left" remove
    row all $((SECONDS - begun)) "$($failed && echo FAILED || echo ok)"
    printf '\n%s, %s processors, load %s\n' "$accelerator" "$(nproc)" "$(cut -d' ' -f1-3 /proc/loadavg)"
    printf '\n| %-68s | %7s | %-6s |\n|%s|--------:|--------|\n' step time "" "$(printf -- '-%.0s' {1..70})"
    cat "$table"
    rm -rf "$work"
    ! $failed
}

# What labs of machines make on this one.
traces() {
    ip -br link | grep -oE '^(virbr|vnet|lab-underlay)[^ @]*' || true
    {
        ls /run/netns /run/vxplan/labs "${VXPLAN_VAGRANT_HOME:-/var/cache/vxplan/vagrant}/pools" 2>/dev/null || true
    } | grep -E "^($stem)-[0-9a-f]{6}" || true
}

up() {
    local own
    own=$(limited 5400 ./vxplan lab up --provider vagrant "$inventory") || return
    folder=$(dirname "$own")
    lab=$(basename "$folder")
    accelerator=$(<"$folder/accelerator")
    inventory=$own
}

remove() {
    limited 900 ./vxplan lab down "$inventory" || return
    traces | diff "$work/traces" - || return
    [ -z "$lab" ] || ! pgrep -fa -- "$lab-"
}

# limited SECONDS COMMAND...
limited() {
    # In the foreground, so that Ctrl-C reaches it.
    timeout --foreground --kill-after 60 "$@" || {
        local code=$?
        [ $code != 124 ] || echo "took longer than $1 s and was ended: ${*:2}"
        return $code
    }
}

vxplan() {
    limited 900 ./vxplan "$@"
}

machines() {
    limited 1200 "$folder/vagrant/machines" "$folder" "$@"
}

# on HOST [SECONDS]: runs there, as root, the script that it is given.
on() {
    limited "${2:-600}" ssh -F "$folder/ssh_config" -o ServerAliveInterval=30 "$1" sudo sh -s
}

# expect CODE COMMAND...
expect() {
    local code=0
    "${@:2}" || code=$?
    [ "$code" = "$1" ] || { echo "exit code $code, not $1"; return 1; }
}

# What an apply may change, without what a machine changes by itself: after a reboot interfaces have other numbers.
state() {
    local host
    for host in "${hosts[@]}"; do
        echo "### $host"
        on "$host" <<'END' || return
PATH=/usr/sbin:/usr/bin:/sbin:/bin
plain() { sed -E 's/^[0-9]+: //; s/@[^:[:space:]]+//; s/link-netnsid [0-9]+//'; }
ip -d -o link | plain | sort
ip -br address | plain | sort
bridge fdb | grep -v '^33:33:\|^01:00:5e:' | sort
ip route | sort
ip -6 route | grep -v expires | sort
nft list ruleset
systemctl list-unit-files --no-legend --no-pager | grep -v transient
find /etc /opt /usr/local /var/lib/vxplan /var/lib/vxplan-* /var/lib/private /run/vxplan -xdev 2>/dev/null | sort
END
    done
}

empty_plan() {
    expect 0 vxplan plan --detailed-exitcode "$inventory"
}

unchanged() {
    state >"$work/after" && diff "$work/before" "$work/after"
}

# booted HOST: its boot is over, and none of our services failed.
booted() {
    on "$1" <<'END'
timeout 300 systemctl is-system-running --wait
cut -d' ' -f1 /proc/uptime
systemctl list-units --failed --no-legend --no-pager
! systemctl is-failed --quiet 'vxplan-*' lab-workloads.service
END
}
