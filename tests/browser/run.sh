#!/usr/bin/env bash
# Drives the playground's page in a real browser: tests/browser/run.sh path/to/signpost
# Needs Node, npm and Chromium; takes the missing ones from Debian's packages. Leaves nothing behind in the project.
set -euo pipefail

binary="$(realpath "${1:?usage: tests/browser/run.sh path/to/signpost}")"
here="$(cd "$(dirname "$0")" && pwd)"
playwright=1.65.1

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
if [ "${#missing[@]}" -gt 0 ]; then
    root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
# Screenshots of failed steps outlive the run.
shots="${SHOTS:-$(mktemp -d)}"
cp "$here"/*.mjs "$work"
cd "$work"
npm install --loglevel=error --no-save --no-package-lock --no-audit --no-fund --prefix "$work" "playwright-core@$playwright" >/dev/null

CHROMIUM="$(command -v chromium)" SHOTS="$shots" TMPDIR="$work" node "$work/check.mjs" "$binary"
