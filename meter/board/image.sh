#!/bin/sh
# Makes the meter's image: the program, a Java runtime with just the modules it needs, unit file and
# launcher, in meter/board/target/meter-VERSION. The same sources and JDK make the same bytes.
#
#   image.sh             for this machine
#   image.sh JMODS       for another: the jmods directory of a JDK 25 of its kind (Linux/aarch64 for
#                        a Raspberry Pi). It then has no archive of the platform's classes; on the board
#                        runtime/bin/java with the flags below makes one
set -eu

board=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
target=$board/target
version=$(sed -n 's:.*<version>\(.*\)-SNAPSHOT</version>.*:\1:p' "$board/pom.xml" | head -n 1)
out=$target/meter-$version
jmods=${1:-}
: "${JAVA_HOME:?set it to a JDK 25}"

[ -f "$target/smartmeter-board.jar" ] || {
    echo "image.sh: build first: ./mvnw -pl meter/board -am -DskipTests package" >&2
    exit 2
}

rm -rf "$out"
mkdir -p "$out/bin" "$out/lib" "$out/share"
cp "$target/smartmeter-board.jar" "$target"/lib/*.jar "$out/lib"

# Netty names the flight recorder and the metrology the vector instructions; both do without where they
# are not there, and the quick compiler, which is all that the meter uses, knows no vectors.
modules=$("$JAVA_HOME/bin/jdeps" --multi-release 25 --ignore-missing-deps --print-module-deps \
    --class-path "$out/lib/*" "$out"/lib/*.jar 2>/dev/null | grep '^java' | sed 's/,jdk\.jfr//; s/,jdk\.incubator\.vector//')

"$JAVA_HOME/bin/jlink" ${jmods:+--module-path "$jmods"} --add-modules "$modules" --output "$out/runtime" \
    --strip-debug --no-header-files --no-man-pages --compress zip-6
[ -n "$jmods" ] || "$out/runtime/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Xshare:dump -Xlog:disable -Xlog:all=error:stderr

cp "$board"/src/image/bin/* "$out/bin"
cp "$board"/src/image/share/* "$out/share"
chmod 755 "$out"/bin/*
printf '%s\n' "$version" >"$out/share/version"

# One date for all, so that an image made again is the same.
find "$out" -exec touch -h -d '2026-11-22T00:00:00Z' {} +

du -sh "$out"
