#!/usr/bin/env bash
# test.sh COMMAND [ARGUMENT...]: starts brokers of $KAFKA_VERSIONS one after the
# other, each on free ports in a folder of its own, and runs the command with
#
#   SCRIM_KAFKA          127.0.0.1:PORT, see kafka.sh for the ports after it
#   SCRIM_KAFKA_DIR      its folder, with tls/ in it
#   SCRIM_KAFKA_VERSION  its version
#
# Without Java or Maven it says so and ends with status 0: nothing was tested.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly ports=6 first_port=20000 last_port=32000 status_unavailable=69

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_ports: the first of so many ports in a row on which nobody listens.
free_ports() {
  local base offset
  while :; do
    base=$((first_port + RANDOM % (last_port - first_port)))
    for ((offset = 0; offset < ports; offset++)); do
      listens $((base + offset)) && continue 2
    done
    echo $base
    return
  done
}

dir=$(mktemp -d)
trap '"$here/kafka.sh" stop "$dir/broker"; rm -rf "$dir"' EXIT
trap 'exit 130' INT HUP TERM

for version in ${KAFKA_VERSIONS-4.3.1 3.9.2}; do
  port=$(free_ports)
  status=0
  "$here/kafka.sh" start "$version" "$port" "$dir/broker" || status=$?
  if [ $status -eq $status_unavailable ]; then
    echo "skipped: nothing was tested with a Kafka broker ($version)"
    exit 0
  fi
  [ $status -eq 0 ] || exit $status
  SCRIM_KAFKA=127.0.0.1:$port SCRIM_KAFKA_DIR=$dir/broker SCRIM_KAFKA_VERSION=$version "$@"
  "$here/kafka.sh" stop "$dir/broker"
  rm -rf "$dir/broker"
done
