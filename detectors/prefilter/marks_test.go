package prefilter

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// marks are what has to be marked in a text, byte by byte. Of starts and runs
// nothing else is marked; of separators, literals and numbers more may be.
type marks struct{ separators, literals, numbers, starts, runs []bool }

// marksOf asks every question of every byte.
func marksOf(text []byte) marks {
	n := len(text)
	m := marks{make([]bool, n), make([]bool, n), make([]bool, n), make([]bool, n), make([]bool, n)}
	literals, tails := sampleThrees()
	padded := append(bytes.Clone(text), make([]byte, 2*BlockSize)...)
	for i := range text {
		m.literals[i] = anyAt(literals, padded[i:])
		if anyAt(tails, padded[i:]) || !is(letter, padded[i]) && anyPairAt(tails, padded[i+1:]) {
			m.markSeparator(text, i+3)
		}
		m.starts[i] = is(digit, text[i]) && (i == 0 || !is(joined, text[i-1]))
		m.numbers[i] = m.starts[i] && mayDial(padded, i) && longEnough(string(padded[i:i+shortest]))
		m.runs[i] = lengthBefore(word, text[:i+1]) == RunLength
	}
	return m
}

// markSeparator marks the separator of a name that ends at i, if it has one.
func (m *marks) markSeparator(text []byte, i int) {
	joined := true // only joints and digits since the name
	for ; i < len(text); i++ {
		c := text[i]
		if is(separator, c) {
			m.separators[i] = true
			return
		}
		if !is(between, c) && !(is(digit, c) && joined) {
			return
		}
		joined = joined && (is(joint, c) || is(digit, c))
	}
}

// shortest is how many bytes, digits and what stands between them, the shortest
// number has.
const shortest = 7

// longEnough tells whether a number of the shortest length may begin with text:
// it has no other bytes, or what may be an escape among its first.
func longEnough(text string) bool {
	for i := range shortest {
		c := text[i]
		if is(dialOpen, c) && !is(opens, c) {
			return true
		}
		if !is(digit, c) && !is(dial, c) {
			return false
		}
	}
	return true
}

// mayDial tells whether a number may begin at text[i].
func mayDial(text []byte, i int) bool {
	free := text[i] == '0' || i > 0 && is(opens, text[i-1])
	size := 0
	for is(digit, text[i+size]) {
		size++
	}
	if size > shortGroup {
		return free || size >= 10
	}
	c, rest := text[i+size], text[i+size+1:]
	group := is(digit, rest[0]) && is(digit, rest[1]) && is(digit, rest[2]) || is(opens, rest[0]) && !is(between, rest[0])
	return is(dial, c) && (free || sampleSizes>>size&1 != 0 && (is(dialOpen, c) || group))
}

func is(k class, c byte) bool { return strings.IndexByte(members[k], c) >= 0 }

// lengthBefore is how many bytes of a class end text.
func lengthBefore(k class, text []byte) (n int) {
	for n < len(text) && is(k, text[len(text)-1-n]) {
		n++
	}
	return n
}

func anyAt(all []Three, text []byte) bool {
	for i := range all {
		if all[i][0].Has(text[0]) && all[i][1].Has(text[1]) && all[i][2].Has(text[2]) {
			return true
		}
	}
	return false
}

func anyPairAt(all []Three, text []byte) bool {
	for i := range all {
		if all[i][1].Has(text[0]) && all[i][2].Has(text[1]) {
			return true
		}
	}
	return false
}

// checkMarks goes over the text from base on as a scanner does, some blocks at a
// time, and compares what is marked with what has to be.
func checkMarks(t *testing.T, tables *Tables, text []byte, want marks, base, blocks int) {
	t.Helper()
	var b Bitmaps
	var c Candidates
	// What is before base counts in whole blocks.
	from := base
	if base > 0 && base < BlockSize {
		from += BlockSize
	}
	for ; base < len(text); base += blocks * BlockSize {
		b.Classify(tables, text, base, blocks)
		c.Find(&b, tables, blocks)
		for i := max(base, from); i < min(len(text), base+blocks*BlockSize); i++ {
			marked := func(words *[MaxBlocks]uint64) bool {
				return words[(i-base)/BlockSize]>>((i-base)%BlockSize)&1 != 0
			}
			separators, literals, numbers, runs := marked(&c.Separators), marked(&c.Literals), marked(&c.Numbers), marked(&c.Runs)
			switch {
			case want.separators[i] && !separators:
				t.Errorf("no separator at %d of %.200q", i, text[max(0, i-100):])
			case separators && !is(separator, text[i]):
				t.Errorf("a separator at %d of %.200q", i, text[max(0, i-100):])
			case want.numbers[i] && !numbers:
				t.Errorf("no number at %d of %.200q", i, text[max(0, i-100):])
			case numbers && !want.starts[i], want.starts[i] != marked(&c.Starts):
				t.Errorf("start of a number at %d of %.200q", i, text[max(0, i-100):])
			case want.literals[i] && !literals:
				t.Errorf("no literal at %d of %.200q", i, text[max(0, i-100):])
			case want.runs[i] != runs:
				t.Errorf("end of a run at %d of %.200q", i, text[max(0, i-100):])
			case marked(&c.Any) != (separators || literals || numbers || runs):
				t.Errorf("any is not all at %d", i)
			default:
				continue
			}
			return
		}
	}
}

// bases are where a scanner may begin.
var bases = []int{0, 1, 31, 63, 64, 65, 66, 67, 79, 96, 100, 127, 128, 129, 500, 1001, 4095, 4096, 4097}

func TestMarksDoNotDependOnTheCut(t *testing.T) {
	tables := sampleTables().ByKernel()
	for name, text := range telling(t) {
		want := marksOf(text)
		for kernel, tables := range tables {
			t.Run(name+"/"+kernel, func(t *testing.T) {
				for _, base := range bases {
					checkMarks(t, tables, text, want, base, 1+base%MaxBlocks)
					checkMarks(t, tables, text, want, base, MaxBlocks)
				}
			})
		}
	}
}

// telling are texts in which much is to be marked.
func telling(t *testing.T) map[string][]byte {
	rng := rand.New(rand.NewPCG(5, 6))
	of := func(n int, parts ...string) (text []byte) {
		for range n {
			text = append(text, parts[rng.IntN(len(parts))]...)
		}
		return text
	}
	noise := make([]byte, 3000)
	for i := range noise {
		noise[i] = byte(rng.IntN(256))
	}
	return map[string][]byte{
		"sample": readSample(t),
		"names":  of(2500, "token", "my_key", "session_id", "x", "\"", "'", "']", " ", "\\\"", "_2", "12", "[0]", "=", ": ", ">", "<", "%3D", "\x1b[0m", "&quot;", "a", strings.Repeat(" ", 90)),
		"digits": of(2500, "0", "12", "345", "6789", "12345", "1234567890", "+", "(", ") ", "-", ".", "/", " ", "%", "a", "\xc2\xa0", ";"),
		"words":  of(1500, "a", "B7", "_", "-", "0123456", "abcdefghijklmnop", " ", ".", "@", "://", "eyJ", "Bearer", "%40"),
		"noise":  noise,
	}
}

// A name's separator is looked at however the name is written and wherever a block
// ends.
func TestSeparatorsAfterAKeyAreMarked(t *testing.T) {
	for _, text := range []string{
		"token=", "TOKEN:", "token>", "session_id=", `"token": `, `'token'] = `, "`token`:", "token[]=", "token[0]=", "token_1=", "token2=",
		`\"token\": `, "token\t = ", "token?=", "token+=", "token|:", `token\u003d=`, "token%3D=", "token&quot;:", "token\x1b[0m=", "token\x1b[39;49;00m=",
		"toke%6E=", "toke%256E=", `toke\u006e"=`, "toke%6E12345=",
		`"token"` + strings.Repeat(" ", 300) + ": ", "token" + strings.Repeat("7", 300) + "=",
	} {
		at := strings.LastIndexAny(text, "=:>")
		for kernel, tables := range sampleTables().ByKernel() {
			for shift := range 3 * BlockSize {
				whole := []byte(strings.Repeat(".", shift) + text + " x")
				var b Bitmaps
				var c Candidates
				n := (len(whole) + BlockSize - 1) / BlockSize
				b.Classify(tables, whole, 0, n)
				c.Find(&b, tables, n)
				if i := shift + at; c.Separators[i/BlockSize]>>(i%BlockSize)&1 == 0 {
					t.Fatalf("%s: the separator of %q is not marked %d bytes into a text", kernel, text, shift)
				}
			}
		}
	}
}
