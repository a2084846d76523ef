#!/usr/bin/env bash
# Installs what the tests need and runs all of them. The last line reads: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! command -v npm >/dev/null || ! command -v dotnet >/dev/null; then
    echo "The .NET SDK and Node.js are needed." >&2
    exit 1
fi

if ! command -v jq >/dev/null || ! command -v curl >/dev/null; then
    apt-get update -qq && apt-get install -y -qq jq curl
fi

npm install --prefix tests/contract --no-audit --no-fund --loglevel=error
dotnet build DienBien.Platform.sln -v quiet -nologo

echo "== contract"
tests/contract/check.sh

echo "== readme"
tests/readme.sh

echo "== tests"
log=$(mktemp)
status=0
dotnet test --project tests/Tests --no-build --no-ansi --no-progress 2>&1 | tee "$log" || status=$?
count() { grep -oiE "^ *$1: *[0-9]+" "$log" | tail -n 1 | grep -oE '[0-9]+$' || echo 0; }
echo "$(count succeeded) passed, $(count failed) failed, $(count skipped) skipped"
exit "$status"
