#!/bin/sh
# Builds the screens into target/classes/META-INF/resources, and does nothing when nothing changed.
# Called by Maven; Node 20.19 or newer is the only thing needed beforehand.
set -eu
cd "$(dirname "$0")"

node_needed="The screens need Node.js 20.19 or newer with npm (https://nodejs.org, or apt-get install nodejs npm)"
if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "$node_needed; none was found on the PATH." >&2
  exit 1
fi
if ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then
  echo "$node_needed; found $(node --version)." >&2
  exit 1
fi

installed=node_modules/.package-lock.json
if [ ! -f "$installed" ] || [ package-lock.json -nt "$installed" ] || [ package.json -nt "$installed" ]; then
  npm ci --no-progress --silent
  touch "$installed"
fi

if [ "${1:-}" = test ]; then
  exec npm --silent test
fi

page=target/classes/META-INF/resources/index.html
if [ -f "$page" ] && [ -z "$(find kit consumer console public index.html package-lock.json vite.config.ts tsconfig.json build.sh -newer "$page" -print | head -n 1)" ]; then
  exit 0
fi
npm --silent run check
npm --silent run build -- --logLevel warn
