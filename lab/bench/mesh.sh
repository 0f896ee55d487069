#!/bin/bash
# A full mesh compiled, compared with empty hosts and rendered, in a heap of 512 MB; at most 10 s are expected. mesh.sh [HOSTS]
. "$(dirname "$0")/common.sh"
"$vxplan" --version >/dev/null
"$(dirname "$0")/project.sh" "$scratch" "${1:-1000}" 1
JAVA_OPTIONS=-Xmx512m java io.vxplan.lab.bench.MeshBench "$scratch/inventory.yaml"
