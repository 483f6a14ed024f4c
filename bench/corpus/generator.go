package corpus

import (
	"bytes"
	"math/rand/v2"
	"time"
)

// stream is the second half of the random generator's state, so that the seed
// alone selects the corpus.
const stream = 0x5c71b0d5

// epoch is when the first line of every corpus was written.
var epoch = time.Date(2026, time.November, 2, 6, 25, 3, 114_000_000, time.UTC)

// Generator writes log events one after the other. It is not safe for
// concurrent use.
type Generator struct {
	rand    *rand.Rand
	now     time.Time
	hitRate float64
	lines   int
	hits    int
	planted []Planted
}

// Planted is one secret as it was written into the log: percent-encoded where
// it stood in a URL, line by line where it spans lines.
type Planted struct {
	Kind    Kind
	Written string
}

// New returns a generator whose events hold secrets in hitRate (0 to 1) of
// their lines. Above 0.9 the rate is not reached, since a traceback has many
// lines and one secret.
func New(seed uint64, hitRate float64) *Generator {
	return &Generator{
		rand:    rand.New(rand.NewPCG(seed, stream)),
		now:     epoch,
		hitRate: hitRate,
	}
}

// Append appends whole events to dst until size bytes are reached.
func Append(dst []byte, seed uint64, hitRate float64, size int) []byte {
	g := New(seed, hitRate)
	for end := len(dst) + size; len(dst) < end; {
		dst = g.AppendEvent(dst)
	}
	return dst
}

// AppendEvent appends one event: one line, or several that belong together.
func (g *Generator) AppendEvent(dst []byte) []byte {
	g.planted = g.planted[:0]
	g.tick()
	start := len(dst)
	f := g.pickFormat()
	x := g.newExchange()
	if g.wantsSecret() {
		g.plant(&x, f)
	}
	dst = f.append(g, dst, &x)
	g.count(dst[start:])
	return dst
}

// Planted returns the secrets of the last event. They are valid until the
// next.
func (g *Generator) Planted() []Planted { return g.planted }

// Lines returns the number of lines written so far.
func (g *Generator) Lines() int { return g.lines }

// Hits returns the number of lines so far that hold a secret.
func (g *Generator) Hits() int { return g.hits }

// wantsSecret decides whether the next event holds a secret. It leans against
// the distance to the wanted share, which the lines of a traceback would
// otherwise dilute.
func (g *Generator) wantsSecret() bool {
	due := g.hitRate*float64(g.lines) - float64(g.hits)
	return g.rand.Float64() < g.hitRate*(1+due)
}

func (g *Generator) count(event []byte) {
	for line := range bytes.Lines(event) {
		g.lines++
		if g.holdsSecret(line) {
			g.hits++
		}
	}
}

func (g *Generator) holdsSecret(line []byte) bool {
	for _, p := range g.planted {
		if bytes.Contains(line, []byte(p.Written)) {
			return true
		}
	}
	return false
}

// meanGapMillis is the mean time between two events: a busy shop.
const meanGapMillis = 35

func (g *Generator) tick() {
	gap := time.Duration(g.rand.IntN(2*meanGapMillis*1000)) * time.Microsecond
	g.now = g.now.Add(gap)
}
