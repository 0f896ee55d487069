# Made by vxplan: both daemons in one container. When one ends, the other is ended, and Docker starts the container again.
set -u
daemons=()
stop() {
    kill -TERM "${daemons[@]}" 2>/dev/null
}
trap stop TERM INT
/opt/vxplan/bin/vxplan discovery run --config /etc/docker-router/discovery.yaml &
daemons+=($!)
/opt/vxplan/bin/vxplan router run &
daemons+=($!)
wait -n
code=$?
stop
wait
exit "$code"
