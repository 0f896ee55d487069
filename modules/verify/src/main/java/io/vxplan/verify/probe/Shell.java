package io.vxplan.verify.probe;

/// What all scripts share.
final class Shell {
    /// `report` folds an answer of several lines into one, so that what runs at the same time does
    /// not mix: a short line is written in one piece. The path of an SSH session may lack the sbin
    /// folders.
    static final String PREAMBLE =
            """
            PATH=$PATH:/usr/sbin:/sbin
            LC_ALL=C
            export PATH LC_ALL
            set -f
            for tool in ping ip; do
              command -v $tool >/dev/null || echo "missing $tool"
            done
            report() (
              head=$1
              IFS='
            '
              set -- $2
              IFS='|'
              printf '%s %s\\n' "$head" "$*"
            )
            """;

    private Shell() {}
}
