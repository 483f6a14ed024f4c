package sieve

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"testing"

	"scrim/bench/corpus"
)

// names are n different words of so many syllables, of people who do not exist.
func names(seed uint64, n, syllables int) []string {
	r := rand.New(rand.NewPCG(seed, 3))
	const onsets, vowels = "bcdfghjklmnpqrstvwxz", "aeiouy"
	seen := map[string]bool{}
	for len(seen) < n {
		var name []byte
		for range 1 + r.IntN(syllables) {
			name = append(name, onsets[r.IntN(len(onsets))], vowels[r.IntN(len(vowels))])
		}
		if r.IntN(4) == 0 {
			name = append(name, "-"+strconv.Itoa(r.IntN(100))...)
		}
		seen[string(name)] = true
	}
	all := make([]string, 0, n)
	for name := range seen {
		all = append(all, name)
	}
	return all
}

// numbers are n words of digits only.
func numbers(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = strconv.Itoa(10_000_019 + i*7919)
	}
	return all
}

// TestManyWords: sets that are covered sample by sample, and whose pairs have
// grams of more shapes than a group takes.
func TestManyWords(t *testing.T) {
	sets := map[string][]string{"names": names(1, 30_000, 7), "short": names(2, 1_000, 2), "numbers": numbers(20_000), "one": {"q"}}
	for name, words := range sets {
		s := New(words, &Marks{})
		var q Search
		for i, w := range words {
			text := []byte("(" + w + ")")
			if i%2 == 0 {
				text = bytes.ToUpper(text)
			}
			if found, _ := search(s, &q, words, text, 0); !found[i] {
				t.Errorf("%s: %q is lost", name, w)
			}
		}
	}
}

// TestEveryOffset: words at the edges of blocks and chunks, and at both ends of
// texts of any length.
func TestEveryOffset(t *testing.T) {
	words := []string{"qz", "qzx", "zxqv-9", "k\x00wq"}
	s := New(words, &Marks{})
	var q Search
	fill := bytes.Repeat([]byte("-"), 2*chunkBytes+2*blockBytes)
	for i, w := range words {
		w := bytes.ReplaceAll([]byte(w), []byte{0}, []byte("%20"))
		for _, edge := range []int{0, blockBytes, chunkBytes, 2 * chunkBytes} {
			for at := max(0, edge-len(w)-around-1); at < edge+around+2; at++ {
				for _, after := range []int{0, 1, margin, blockBytes} {
					text := append(append(bytes.Clone(fill[:at]), w...), fill[:after]...)
					for _, from := range []int{0, at / 2, at} {
						if found, _ := search(s, &q, words, text, from); !found[i] {
							t.Fatalf("%q at %d of %d, from %d, is lost", w, at, len(text), from)
						}
					}
				}
			}
		}
	}
}

// logs are lines of Django without secrets.
func logs() []byte { return corpus.Append(nil, 5, 0, 4<<20) }

// TestFewPlacesPass: of a log without the words, a Search reports less than one
// place in a thousand.
func TestFewPlacesPass(t *testing.T) {
	text := logs()
	folded := bytes.ToLower(text)
	for name, words := range map[string][]string{"1,000 names": names(3, 1_000, 6), "10,000 names": names(4, 10_000, 6), "10,000 numbers": numbers(10_000)} {
		var absent []string
		for _, w := range words {
			if !bytes.Contains(folded[:128<<10], []byte(w)) && len(w) > 4 {
				absent = append(absent, w)
			}
		}
		var q Search
		q.Reset(New(absent, &Marks{}), text, 0)
		hits := 0
		for _, ok := q.Next(0); ok; _, ok = q.Next(0) {
			hits++
		}
		t.Logf("%s: %d hits in %d bytes", name, hits, len(text))
		if hits > len(text)/1000 {
			t.Errorf("%s: %d hits in %d bytes", name, hits, len(text))
		}
	}
}

func TestSearchAllocatesNothing(t *testing.T) {
	text := logs()
	s := New(names(5, 1_000, 3), &Marks{})
	var q Search
	look := func() {
		q.Reset(s, text, 0)
		for _, ok := q.Next(0); ok; _, ok = q.Next(0) {
		}
	}
	look()
	if n := testing.AllocsPerRun(5, look); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkSearch(b *testing.B) {
	text := logs()
	for name, words := range map[string][]string{"words=10": names(6, 10, 6), "words=1000": names(7, 1_000, 6), "words=10000": names(8, 10_000, 6), "words=100000": names(9, 100_000, 6)} {
		long := words[:0]
		for _, w := range words {
			if len(w) > 5 {
				long = append(long, w)
			}
		}
		s := New(long, &Marks{})
		var q Search
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				for lo := 0; lo < len(text); lo += 256 << 10 { // as a pipeline does
					q.Reset(s, text[lo:min(lo+256<<10, len(text))], 0)
					for _, ok := q.Next(0); ok; _, ok = q.Next(0) {
					}
				}
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		words := names(10, n, 6)
		b.Run("words="+strconv.Itoa(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				New(words, &Marks{})
			}
		})
	}
}
