package main

import (
	"github.com/wasilibs/go-re2/experimental"

	"scrim/bench/peers/lines"
	"scrim/bench/peers/rules"
)

func main() { lines.Main(newRedact()) }

// newRedact compiles for bytes: on text that is not UTF-8 the engine would
// otherwise stop, and leave the rest of the block as it is.
func newRedact() lines.Redact {
	all := experimental.MustCompileLatin1(rules.Alternation())
	mask := []byte(rules.Mask)
	return func(dst, block []byte) []byte { return append(dst, all.ReplaceAll(block, mask)...) }
}
