#!/usr/bin/env bash
# What reporting costs beside masking: the processor time and memory of scrim, of
# scrim scan in each format and of scrim audit, on one core, in turn. Needs GNU time.
#
#   bench/scan.sh [LOG] [ROUNDS]
set -euo pipefail

log=${1:-} rounds=${2:-7}
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ -z "$log" ]; then
  log=$scratch/big.log
  go run ./bench/cmd/biglog -mb 256 -hit 0.2 -seed 1 -o "$log"
fi
head -c 32 /dev/urandom | base64 >"$scratch/key"

commands=("" "scan" "scan --format html" "scan --format sarif --key-file $scratch/key" "scan --format json --key-file $scratch/key"
  "scan --format jsonl --key-file $scratch/key" "audit --format jsonl")

for _ in $(seq "$rounds"); do
  for i in "${!commands[@]}"; do
    # shellcheck disable=SC2086 # the words of a command
    env time -q -o "$scratch/time" -f '%U %S %M' bin/scrim ${commands[i]} -j1 "$log" >/dev/null || [ $? -eq 1 ]
    awk '{print $1 + $2, $3}' "$scratch/time" >>"$scratch/$i"
  done
done

median() { sort -n "$1" | awk '{a[NR] = $1; if ($2 > m) m = $2} END {print a[int((NR + 1) / 2)], m}'; }
read -r filter _ < <(median "$scratch/0")
printf '| | CPU s | of the filter | largest memory |\n|---|--:|--:|--:|\n'
for i in "${!commands[@]}"; do
  read -r cpu memory < <(median "$scratch/$i")
  name="scrim ${commands[i]}"
  printf '| `%s` | %s | %s | %d MB |\n' "${name//$scratch\/key/KEY}" "$cpu" "$(awk "BEGIN {printf \"%.2f\", $cpu / $filter}")" $((memory / 1024))
done
