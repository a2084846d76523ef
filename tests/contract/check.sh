#!/usr/bin/env bash
# Lints the contract and compares it with the baseline.
set -euo pipefail
cd "$(dirname "$0")/../../protos"
buf=../tests/contract/node_modules/.bin/buf
image=obj/Debug/net10.0/platform.binpb
faults=$("$buf" lint "$image" | grep '^dienbien/' || true)
if [ -n "$faults" ]; then
    echo "$faults"
    exit 1
fi
"$buf" breaking "$image" --against baseline.binpb
echo "The contract is clean and breaks nothing."
