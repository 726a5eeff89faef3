#!/bin/sh
# Builds the container image of a node as a tar file; needs no engine and, without BASE, no registry.
#
#   ops/image/build.sh [BASE]     with JAVA_HOME set to a JDK of 25 or newer
#
# Without BASE the image holds a Java and the C library of this machine, and nothing else. BASE is an image with Java 25 on
# the path, best named by its digest, such as eclipse-temurin:25-jre@sha256:...
set -eu

cd "$(dirname "$0")/../.."
target=$PWD/modules/cluster-node/target
if [ $# -eq 0 ]; then
    ops/image/root.sh "$target/image-root"
    set -- scratch
else
    rm -rf "$target/image-root"
    mkdir -p "$target/image-root/var/lib/backstop"
    : >"$target/image-root/var/lib/backstop/.keep"
fi
./mvnw -B -ntp -q ${MAVEN_ARGS:-} -Dquick -Dmaven.test.skip=true -Pimage "-Dimage.base=$1" "-Dimage.root=$target/image-root" \
    -pl :backstop-cluster-node -am package
mv -f "$target/quick/backstop-node.tar" "$target/backstop-node.tar"
printf '%s\n' "$target/backstop-node.tar"
