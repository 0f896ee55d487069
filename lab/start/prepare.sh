#!/bin/bash
# Makes a distribution start faster: prepare.sh DISTRIBUTION. It runs without this as well. Needs JAVA_HOME, a JDK.
set -eu
dist=$1
"$JAVA_HOME/bin/java" "$(dirname "$0")/LiftClassFiles.java" "$dist"/lib/{picocli,jnr-x86asm,jinjava}-*.jar
"$dist/bin/vxplan" --version # its first start makes the AOT cache
