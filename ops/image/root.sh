#!/bin/sh
# Makes the root of an image that needs no base image: a Java made by jlink, the C library that it needs, a user.
#
#   ops/image/root.sh DIRECTORY     with JAVA_HOME set to a JDK of 25 or newer; Linux with glibc
set -eu

root=${1:?give a directory}
java_home=${JAVA_HOME:?set it to a JDK}
modules=java.base,java.compiler,java.desktop,java.instrument,java.logging,java.management,java.naming,java.security.jgss
modules=$modules,java.sql,java.transaction.xa,java.xml,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.unsupported,jdk.zipfs

rm -rf "$root"
mkdir -p "$root/opt" "$root/etc" "$root/lib64" "$root/lib" "$root/tmp" "$root/var/lib/backstop"
"$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
    --dedup-legal-notices=error-if-not-same-content --output "$root/opt/java"
# What draws needs libraries that a node never loads.
for library in awt_xawt awt_headless jawt splashscreen jsound; do
    rm -f "$root/opt/java/lib/lib$library.so"
done

# The libraries, by the names that the JVM asks for.
ldd "$java_home/bin/java" "$java_home/lib/server/libjvm.so" "$java_home/lib/libnio.so" |
    awk '$2 == "=>" && $3 ~ /^\/(usr\/)?lib/ && $1 ~ /^lib(c|m|dl|pthread|rt|resolv)\.so/ { print $3 } $1 ~ /^\/lib.*\/ld-linux/ { print $1 }' |
    sort -u | while read -r library; do
    case $library in
        */ld-linux-x86-64*) cp -L "$library" "$root/lib64/" ;;
        *) cp -L "$library" "$root/lib/" ;;
    esac
done
# On arm64 the loader is in lib itself.
[ ! -e /lib/ld-linux-aarch64.so.1 ] || cp -L /lib/ld-linux-aarch64.so.1 "$root/lib/"

printf 'root:x:0:0::/:/none\nbackstop:x:10001:10001::/var/lib/backstop:/none\n' >"$root/etc/passwd"
printf 'root:x:0:\nbackstop:x:10001:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
: >"$root/tmp/.keep"
: >"$root/var/lib/backstop/.keep"
