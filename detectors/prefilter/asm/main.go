// Asm generates the kernels of package prefilter for amd64. It is a module of
// its own, so that nobody who builds scrim needs what it needs.
//
// The kernels know what classes and how many groups there are, and nothing of
// what is in them: that comes from tables. A new trigger, key or kind needs no
// new assembly.
package main

import . "github.com/mmcloughlin/avo/build"

// What the kernels share with the package; a test there compares.
const (
	rowBytes    = (64 + 2) * 8 // from a row of bitmaps to the next
	resultBytes = 64 * 8       // from a row of candidates to the next

	sets     = 4 // of eight groups: two for literals, two for tails
	tailSets = 2
	bytesIn  = 3 // a row that groups are told by

	nibbleBytes = 32 // a nibbles
	exactBytes  = 2 * 256
	masksAt     = exactBytes + len(classSets)*nibbleBytes
)

func main() {
	ConstraintExpr("amd64,!purego")
	classifyAVX512()
	classifyAVX2()
	findAVX512()
	findAVX2()
	Generate()
}
