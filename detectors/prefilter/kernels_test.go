package prefilter

import (
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"unsafe"
)

// sampleThrees are literals and the ends of keys, for every set and group.
func sampleThrees() (literals, tails []Three) {
	for _, text := range []string{"@", "--", "eyJ", "://", "%40", "\xef\xbc", "\xc2\xad", "bea", "tok", "<", "Q~", "\\u0", "-u", "(\"", "[&", "\x1b[", "sec", "wor"} {
		three := Three{Every, Every, Every}
		for i := range text {
			three[i] = Folded(text[i])
		}
		literals = append(literals, three)
	}
	for _, text := range []string{"ken", "ord", "key", "ret", "uth", "hon", "ail", "256", "ode", "kie", "ure", "sig", "_id", "jwt", "pin", "otp", "sdn", "tel"} {
		tails = append(tails, Three{Folded(text[0]), Folded(text[1]), Folded(text[2])})
	}
	return literals, tails
}

// sampleSizes are the lengths of first groups: three digits or four.
const sampleSizes = 1<<3 | 1<<4

// sampleTables look for something in every set and group.
func sampleTables() *Tables {
	literals, tails := sampleThrees()
	return Compile(literals, tails, sampleSizes)
}

// compareKernels fails if some kernel's bitmaps differ from those of the slow
// reference.
func compareKernels(t *testing.T, tables *Tables, text []byte) {
	t.Helper()
	n := min((len(text)-ahead)/BlockSize, MaxBlocks)
	if n < 1 {
		return
	}
	var want Bitmaps
	reference(&want, tables, text, n)
	for name, tables := range tables.ByKernel() {
		var got Bitmaps
		classify(&got, 1, tables, text, n)
		if got.class != want.class {
			for k := range got.class {
				if got.class[k] != want.class[k] {
					t.Fatalf("%s: class %d of %q: %x, want %x", name, k, text, got.class[k], want.class[k])
				}
			}
		}
		if got.literal != want.literal || got.tail != want.tail || got.pair != want.pair {
			t.Fatalf("%s: other threes in %q", name, text)
		}
	}
	compareFinds(t, tables, &want, n)
}

// reference asks every question of every byte.
func reference(b *Bitmaps, t *Tables, text []byte, n int) {
	in := func(set, k int, c byte) uint8 {
		h := &t.three[set][k]
		return h.low[c&15] & h.high[c>>4]
	}
	mark := func(r *row, i int, is bool) {
		if is {
			r[1+i/BlockSize] |= 1 << (i % BlockSize)
		}
	}
	for i := range n * BlockSize {
		c := text[i]
		for k, chars := range members {
			s := SetOf(chars)
			mark(&b.class[k], i, s.Has(c))
		}
		for set := range sets {
			two := in(set, 1, text[i+1]) & in(set, 2, text[i+2])
			all := two & in(set, 0, c)
			if set < tailSets {
				mark(&b.literal, i, all != 0)
			} else {
				mark(&b.tail, i, all != 0)
				mark(&b.pair, i, two != 0)
			}
		}
	}
}

func TestKernelsWriteTheSameBits(t *testing.T) {
	tables := sampleTables()
	rng := rand.New(rand.NewPCG(1, 2))
	const telling = "tokensecretkey=:\"' 0123@-\\u%4\xe2\xc2\xad"
	for n := range 300 {
		text := make([]byte, 66+rng.IntN(700))
		for i := range text {
			switch n % 3 {
			case 0:
				text[i] = byte(rng.IntN(256))
			case 1:
				text[i] = byte(rng.IntN(128))
			default:
				text[i] = telling[rng.IntN(len(telling))]
			}
		}
		compareKernels(t, tables, text)
	}
	// Every pair of bytes.
	text := make([]byte, 0, 2*65536+2)
	for a := range 256 {
		for b := range 256 {
			text = append(text, byte(a), byte(b))
		}
	}
	for len(text) > BlockSize+ahead {
		compareKernels(t, tables, text)
		text = text[min(MaxBlocks*BlockSize, len(text)):]
	}
}

// FuzzKernels: all kernels write the same, and mark what has to be marked.
func FuzzKernels(f *testing.F) {
	tables := sampleTables()
	f.Add([]byte("GET /?token=eyJhbGciOiJub25lIn0.e30. HTTP/1.1 \"Authorization\": \"Bearer abc\" jane@example.com +1 555 123 4567"), uint16(0))
	f.Add(readSample(f)[:1000], uint16(100))
	f.Fuzz(func(t *testing.T, text []byte, base uint16) {
		compareKernels(t, tables, text)
		want := marksOf(text)
		for _, tables := range tables.ByKernel() {
			checkMarks(t, tables, text, want, int(base), 1+int(base)%MaxBlocks)
		}
	})
}

// The kernels reach the rows and tables by their distance.
func TestKernelsKnowTheLayout(t *testing.T) {
	var b Bitmaps
	if got := unsafe.Sizeof(b.class[0]); got != (MaxBlocks+2)*8 {
		t.Errorf("a row has %d bytes", got)
	}
	for i, at := range []uintptr{unsafe.Offsetof(b.literal), unsafe.Offsetof(b.tail), unsafe.Offsetof(b.pair)} {
		if want := unsafe.Offsetof(b.class) + uintptr(int(classes)+i)*unsafe.Sizeof(b.class[0]); at != want {
			t.Errorf("row %d is at %d, want %d", int(classes)+i, at, want)
		}
	}
	var c Candidates
	for i, at := range []uintptr{
		unsafe.Offsetof(c.Any), unsafe.Offsetof(c.Separators), unsafe.Offsetof(c.Literals),
		unsafe.Offsetof(c.Numbers), unsafe.Offsetof(c.Runs), unsafe.Offsetof(c.Starts),
	} {
		if want := uintptr(i) * MaxBlocks * 8; at != want {
			t.Errorf("candidates %d are at %d, want %d", i, at, want)
		}
	}
	if MaxBlocks%8 != 0 {
		t.Error("the last step of a kernel reaches over the rows")
	}
	var known classTables
	if unsafe.Offsetof(known.products) != 512 || unsafe.Offsetof(known.masks) != 512+5*32 || classes != 15 {
		t.Error("the tables of classes moved")
	}
}

// readSample is the log that the repository shows, which is real text.
func readSample(t testing.TB) []byte {
	t.Helper()
	text, err := os.ReadFile("../../bench/testdata/django-sample.log")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func BenchmarkKernels(b *testing.B) {
	text := readSample(b)
	n := min((len(text)-ahead)/BlockSize, MaxBlocks)
	all := sampleTables().ByKernel()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		tables := all[name]
		var got Bitmaps
		b.Run("classify/"+name, func(b *testing.B) {
			b.SetBytes(int64(n * BlockSize))
			b.ReportAllocs()
			for b.Loop() {
				classify(&got, 1, tables, text, n)
			}
		})
		b.Run("find/"+name, func(b *testing.B) {
			b.SetBytes(int64(n * BlockSize))
			b.ReportAllocs()
			var c Candidates
			classify(&got, 1, tables, text, n)
			for b.Loop() {
				c.Find(&got, tables, n)
			}
		})
	}
}
