#!/usr/bin/env bash
# A real Kafka broker on loopback, for tests: one node, its own controller.
#
#   kafka.sh start VERSION PORT DIR   starts it, or leaves it as it is if it runs
#   kafka.sh again DIR                starts it as it was started last, same data
#   kafka.sh stop DIR                 ends it, as a service manager would
#   kafka.sh crash DIR                ends it with kill -9
#   kafka.sh fetch VERSION            only gets the jars
#
# All it writes is below DIR, but for the jars, which Maven fetches once for each
# version into $KAFKA_CACHE (by default scrim-kafka in the user's cache folder).
#
#   PORT    PLAINTEXT                        PORT+3  the controller
#   PORT+1  SASL_PLAINTEXT                   PORT+4  SASL_SSL, no client certificate
#   PORT+2  SSL, client certificate needed   PORT+5  SSL, no client certificate
#
# PLAIN, which SASL_SSL does not offer, knows alice (alice-secret), SCRAM-SHA-256
# and SCRAM-SHA-512 know bob (bob-secret). DIR/tls holds ca.pem, client.crt and
# client.key. Topics are not made by themselves unless KAFKA_AUTO_CREATE=true.
# KAFKA_HEAP is the heap (384m).
#
# Status: 0 done, 1 failed, 64 usage, 69 Java, Maven or openssl is not here.
set -euo pipefail

readonly status_usage=64 status_unavailable=69
readonly start_seconds=90 stop_seconds=30
# kafka-clients brings the API of slf4j of this version and nothing that writes.
readonly slf4j=1.7.36 copy_plugin=3.6.1

fail() { echo "kafka.sh: $1" >&2; exit "${2:-1}"; }

usage() { sed -n '4,8s/^# *//p' "$0" >&2; exit $status_usage; }

need() {
  local tool
  for tool in "$@"; do
    command -v "$tool" >/dev/null || fail "no $tool here: a Kafka broker cannot be started" $status_unavailable
  done
}

# running PIDFILE: whether the process in it is a broker. A zombie has no command
# line, and a number that was given to another process has another one.
running() {
  local pid
  [ -f "$1" ] && pid=$(cat "$1") && [ -n "$pid" ] && ps -o args= -p "$pid" 2>/dev/null | grep -q 'kafka\.Kafka'
}

# fetch VERSION: makes the folder of the version's jars and prints its path.
fetch() {
  local version=$1 cache=${KAFKA_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/scrim-kafka} jars work
  jars=$cache/$version
  if [ ! -d "$jars" ]; then
    need java mvn
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/fetch.XXXXXX")
    cat >"$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>scrim.bench</groupId>
  <artifactId>broker</artifactId>
  <version>$version</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>$version</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-simple</artifactId>
      <version>$slf4j</version>
    </dependency>
  </dependencies>
</project>
POM
    if ! mvn --quiet --batch-mode -Dstyle.color=never --file "$work/pom.xml" -DincludeScope=runtime -DoutputDirectory="$work/jars" \
      "org.apache.maven.plugins:maven-dependency-plugin:$copy_plugin:copy-dependencies" >&2; then
      rm -rf "$work"
      fail "cannot fetch Kafka $version with Maven"
    fi
    # Two that fetch at once end with the same jars: the second rename fails.
    mv -T "$work/jars" "$jars" 2>/dev/null || [ -d "$jars" ]
    rm -rf "$work"
  fi
  echo "$jars"
}

# certificates FOLDER: an authority of its own, a server and a client.
certificates() {
  local folder=$1 name key=(-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes)
  [ -f "$folder/server.pem" ] && return
  need openssl
  mkdir -p "$folder"
  (
    cd "$folder"
    openssl req -x509 "${key[@]}" -days 365 -subj '/CN=scrim test authority' -keyout ca.key -out ca.pem
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\n' >names.cnf
    for name in server client; do
      openssl req "${key[@]}" -subj "/CN=scrim test $name" -keyout $name.key -out $name.csr
      openssl x509 -req -in $name.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 365 -extfile names.cnf -out $name.crt
    done
    cat server.key server.crt >server.new
    mv server.new server.pem
  ) 2>"$folder/openssl.log" || fail "cannot make certificates: see $folder/openssl.log"
}

# properties PORT DIR: the broker's configuration.
properties() {
  local port=$1 dir=$2 listeners scram=org.apache.kafka.common.security.scram.ScramLoginModule listener
  listeners="PLAINTEXT://127.0.0.1:$port,SASL_PLAINTEXT://127.0.0.1:$((port + 1)),SSL://127.0.0.1:$((port + 2))"
  listeners="$listeners,SASL_SSL://127.0.0.1:$((port + 4)),TLS://127.0.0.1:$((port + 5))"
  cat <<P
node.id=1
process.roles=controller,broker
controller.quorum.voters=1@127.0.0.1:$((port + 3))
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listeners=$listeners,CONTROLLER://127.0.0.1:$((port + 3))
advertised.listeners=$listeners
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,SASL_PLAINTEXT:SASL_PLAINTEXT,SSL:SSL,SASL_SSL:SASL_SSL,TLS:SSL,CONTROLLER:PLAINTEXT
log.dirs=$dir/data
auto.create.topics.enable=${KAFKA_AUTO_CREATE:-false}

# One node holds every copy, and a test does not wait for others to join.
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
num.io.threads=4
num.network.threads=2
log.cleaner.dedupe.buffer.size=16777216

ssl.keystore.type=PEM
ssl.keystore.location=$dir/tls/server.pem
ssl.truststore.type=PEM
ssl.truststore.location=$dir/tls/ca.pem
listener.name.ssl.ssl.client.auth=required
listener.name.tls.ssl.client.auth=none
listener.name.sasl_ssl.ssl.client.auth=none
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
listener.name.sasl_ssl.sasl.enabled.mechanisms=SCRAM-SHA-256,SCRAM-SHA-512
P
  for listener in sasl_plaintext sasl_ssl; do
    cat <<P
listener.name.$listener.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_alice="alice-secret";
listener.name.$listener.scram-sha-256.sasl.jaas.config=$scram required;
listener.name.$listener.scram-sha-512.sasl.jaas.config=$scram required;
P
  done
}

# launch VERSION PORT DIR
launch() {
  local version=$1 port=$2 dir=$3 jars heap=${KAFKA_HEAP:-384m} java pid waited
  need java
  jars=$(fetch "$version")
  certificates "$dir/tls"
  properties "$port" "$dir" >"$dir/server.properties"
  java=(java "-Xms$heap" "-Xmx$heap" -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$jars/*")
  if [ ! -f "$dir/data/meta.properties" ]; then
    "${java[@]}" kafka.tools.StorageTool format --config "$dir/server.properties" \
      --cluster-id "$(openssl rand 16 | openssl base64 | tr '+/' '-_' | tr -d '=')" \
      --add-scram 'SCRAM-SHA-256=[name=bob,password=bob-secret]' \
      --add-scram 'SCRAM-SHA-512=[name=bob,password=bob-secret]' >"$dir/format.log" 2>&1 ||
      fail "cannot format the folder of Kafka $version: see $dir/format.log"
  fi
  printf '%s %s\n' "$version" "$port" >"$dir/started-as"
  (
    cd "$dir"
    exec setsid "${java[@]}" kafka.Kafka "$dir/server.properties" >>"$dir/broker.log" 2>&1 </dev/null
  ) &
  pid=$!
  echo $pid >"$dir/broker.pid"
  for ((waited = 0; waited < start_seconds * 10; waited++)); do
    kill -0 $pid 2>/dev/null || fail "Kafka $version ended at once: see $dir/broker.log"
    # The plain listener opens last but for its followers, when requests are served.
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "Kafka $version listens on 127.0.0.1:$port"
      return
    fi
    sleep 0.1
  done
  kill -9 $pid
  fail "Kafka $version did not listen within $start_seconds s: see $dir/broker.log"
}

# end DIR SIGNAL: returns when the process is gone.
end() {
  local file=$1/broker.pid pid waited
  running "$file" || { rm -f "$file"; return 0; }
  pid=$(cat "$file")
  kill "-$2" "$pid"
  for ((waited = 0; waited < stop_seconds * 10; waited++)); do
    running "$file" || { rm -f "$file"; return 0; }
    sleep 0.1
  done
  kill -9 "$pid"
  rm -f "$file"
}

# folder DIR: its absolute path, made if need be.
folder() { mkdir -p "$1" && cd "$1" && pwd; }

case ${1:-} in
start)
  [ $# -eq 4 ] || usage
  dir=$(folder "$4")
  running "$dir/broker.pid" && { echo "Kafka runs already in $dir"; exit 0; }
  launch "$2" "$3" "$dir"
  ;;
again)
  [ $# -eq 2 ] || usage
  dir=$(folder "$2")
  running "$dir/broker.pid" && { echo "Kafka runs already in $dir"; exit 0; }
  [ -f "$dir/started-as" ] || fail "no broker was started in $dir"
  read -r version port <"$dir/started-as"
  launch "$version" "$port" "$dir"
  ;;
stop)
  [ $# -eq 2 ] || usage
  end "$2" TERM
  ;;
crash)
  [ $# -eq 2 ] || usage
  end "$2" KILL
  ;;
fetch)
  [ $# -eq 2 ] || usage
  fetch "$2" >/dev/null
  ;;
*) usage ;;
esac
