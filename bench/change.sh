#!/bin/sh
# change.sh BASE COUNT PATTERN TIME: runs the Go benchmarks that match PATTERN, of
# BASE and of the working tree in turn, COUNT times each for TIME, and compares
# them. What else the machine does meanwhile slows down both alike.
set -eu
base=$1 count=$2 pattern=$3 time=$4
go=${GO:-go}
root=$(git rev-parse --show-toplevel)
work=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$work/tree" 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

git -C "$root" worktree add --quiet --detach "$work/tree" "$base"

# compile TREE NAME: with the profile that the tree's program is compiled with.
compile() {
	(cd "$1" && "$go" test -c -pgo cmd/scrim/default.pgo -o "$work/$2.test" ./bench)
}
compile "$work/tree" base
compile "$root" change

# measure TREE NAME
measure() {
	(cd "$1/bench" && "$work/$2.test" -test.run '^$' -test.bench "$pattern" -test.benchtime "$time" -test.benchmem >>"$work/$2.txt")
}
i=0
while [ $i -lt "$count" ]; do
	i=$((i + 1))
	echo "round $i of $count" >&2
	measure "$work/tree" base
	measure "$root" change
done
cd "$work" && "$go" -C "$root" tool benchstat "$base=$work/base.txt" "change=$work/change.txt"
