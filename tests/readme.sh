#!/usr/bin/env bash
# Runs the README's commands against a platform started as the README says, in a directory of its own.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
cd "$place"
dotnet run --no-build --project "$root/deploy/Local" > local.log 2>&1 &
started=$!
stop() { pkill -TERM -P "$started" 2>/dev/null || true; kill "$started" 2>/dev/null || true; wait "$started" 2>/dev/null || true; rm -rf "$place"; }
trap stop EXIT
for _ in $(seq 120); do
    grep -q '^READY' local.log && break
    sleep 0.5
done
grep '^READY' local.log

awk '/^```sh/ { inside = 1; next } /^```/ { inside = 0 } inside' "$root/README.md" | grep -vE '^(dotnet run|tests/run)' > commands.sh
bash -e commands.sh > answers.json
jq -es '(.[0].indicatorValues | length) == 3 and .[1].accepted == 1 and .[2].value.indicator == "indicators/T4"' answers.json > /dev/null
echo "The README's commands answer as it says."

# The same question by gRPC and gRPC-Web, which learn the contract by reflection, and by JSON.
echo 'printf "%s\n" "$TOKEN" "$COMMUNE" > names' >> commands.sh
bash -e commands.sh > /dev/null
{ read -r token; read -r commune; } < names
curl -sf -H "Authorization: Bearer $token" "http://127.0.0.1:8080/v1/$commune" | jq -S . > json
for protocol in grpc grpcweb; do
    "$root/tests/contract/node_modules/.bin/buf" curl --emit-defaults --protocol "$protocol" --http2-prior-knowledge \
        -H "Authorization: Bearer $token" -d "{\"name\":\"$commune\"}" http://127.0.0.1:8081/dienbien.membership.v1.OrganizationService/GetOrganization | jq -S . | diff json -
done
echo "gRPC, gRPC-Web and JSON give one answer."
