package detectors

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
)

// fuzzSeeds are inputs that fuzzing starts from: lines of every view with a
// secret, noise, and texts of both; none of them is a real secret.
func fuzzSeeds() [][]byte {
	p := newPlant(11)
	seeds := [][]byte{nil, []byte("\n"), []byte("token=")}
	for i, v := range viewings() {
		all := p.specimens()
		if s := all[i%len(all)]; v.fits(s) {
			seeds = append(seeds, []byte(v.wrap(s.key, s.value())))
		}
	}
	for _, line := range noise {
		seeds = append(seeds, []byte(line))
	}
	for _, group := range slices.Sorted(maps.Keys(marked)) {
		for _, text := range marked[group] {
			seeds = append(seeds, []byte(plainOf(text)))
		}
	}
	for range 8 {
		seeds = append(seeds, p.text(6))
	}
	return seeds
}

// foundByFuzzing are the smallest inputs on which a promise was broken once.
var foundByFuzzing = []string{
	" 000000000000000000000000000000",                    // digits up to the end: an index was out of range
	"AuthoriZAtion%253DBeA\"000000000",                   // removed, the next word moved up
	`token0":` + strings.Repeat("0", 3258),               // a bare number over the edge of a window: its quotes
	`{"otp": [[548533317131]]}`,                          // a list in a list
	`{"otp": [true,47231224352,false]}`,                  // commas without blanks
	`{"Cookie": -792212452326}`,                          // a number where a header was expected
	`{"authorization": 0, "phone": "x", "level": []}`,    // a number, taken up to the next quote
	`{"a": 1, "Authorization": "Bearer 0a1b95436d75b9"}`, // the scheme word alone
	"00-0:", "00-0=00", // a name of digits: an index was out of range
	`{"Sig=":0}`, // a separator inside of a member's name
	"AuthoriZAtion%3ABeA\"000000000000",
	`{"a":0.010000000}`, `{"a": [0.3012345678, 0.0301234567], "b": 030}`, // decimals that begin with a trunk 0
	"-----BEGIN PRIVATE KEY\n-----0", // a label over two lines
	"+10000000- ",
	"pAss=0 =0", // a mask in brackets is no key in brackets
	"bearer 0a1b2c3d4e5f: expired", "jane@example.com: 5551234567", "+4915112345678: 12345678", "password=hunter2 : x",
	"auth=token key=0a1b95436d75b90029b6 b=1", // a field after what looks like a scheme
	"call 01512345678. A number at the end of a sentence that is not the last",
	"call (01512345678, Berlin), the same before a comma, in parentheses",
	`("` + strings.Repeat("a", maxKey-4) + `token", "x")`,                                  // one byte longer than a key: an index was out of range
	">ApikeY</B0>\n<0000000><000>A",                                                        // the window ended between the tags before a value
	"-----BEGIN PRIVATE KEY-----\n0", "-----BEGIN PRIVATE KEY-----\n-12e5\nnull\n\ttrue\n", // base64 that is JSON
}

// TestFoundByFuzzing checks every promise on them, under every mask.
func TestFoundByFuzzing(t *testing.T) {
	for i, e := range engines(t) {
		for _, text := range foundByFuzzing {
			t.Run(string(maskOptions[i].Mask.Mode)+" "+text[:min(len(text), 20)], func(t *testing.T) {
				defer func() {
					if r := recover(); r != nil {
						t.Errorf("panic: %v", r) // and on with the others
					}
				}()
				checkPromises(t, e, maskOptions[i], []byte(text))
			})
		}
	}
}

func checkPromises(t *testing.T, e *Engine, o Options, src []byte) {
	t.Helper()
	want := e.NewScanner().AppendRedact(nil, src)
	for n := 1; n <= len(src); n += 1 + n/3 {
		if got := redactWindowed(e, src, n); !bytes.Equal(got, want) {
			t.Errorf("windows of %d: %s", n, diff(got, want))
			break
		}
	}
	if got := referenceRedact(e, src); !bytes.Equal(got, want) {
		t.Errorf("reference: %s", diff(got, want))
	}
	checkOutside(t, e, o, src)
	checkValid(t, e, src)
	checkIdempotent(t, e, src)
}

// engines has one engine for each way of masking.
func engines(t testing.TB) []*Engine {
	t.Helper()
	all := make([]*Engine, len(maskOptions))
	for i, o := range maskOptions {
		all[i] = mustNew(t, o)
	}
	return all
}

// stretch makes a run of one byte inside of src longer by n, since nobody
// guesses the inputs in which a value is longer than its context.
func stretch(src []byte, at, n int) []byte {
	if len(src) == 0 {
		return src
	}
	at %= len(src)
	long := append([]byte(nil), src[:at]...)
	long = append(long, bytes.Repeat(src[at:at+1], n)...)
	return append(long, src[at:]...)
}

// maxWindows keeps one run of the fuzz targets short.
const maxWindows = 1500

// FuzzWindows: promise 1. Windows of any size give what the whole gives.
func FuzzWindows(f *testing.F) {
	for i, seed := range fuzzSeeds() {
		f.Add(seed, uint16(1+i*7%90), uint16(i*13), uint16(0), uint8(i))
		f.Add(seed, uint16(1000+i*97), uint16(i*13), uint16(2000+i*131), uint8(i))
	}
	for i, lane := range carrying {
		f.Add([]byte(lane), uint16(1+i*5), uint16(i*13), uint16(0), uint8(i))
	}
	f.Add([]byte(">ApikeY</B0>\n<0000000><000>A"), uint16(14), uint16(2092), uint16(0), uint8(0xb8)) // a step over a window's end
	all := engines(f)
	f.Fuzz(func(t *testing.T, data []byte, window, at, more uint16, mode uint8) {
		src := stretch(data, int(at), int(more))
		if len(src) > 1<<17 {
			return
		}
		e := all[int(mode)%len(all)]
		n := max(1, int(window), len(src)/maxWindows)
		got, want := redactWindowed(e, src, n), e.NewScanner().AppendRedact(nil, src)
		if !bytes.Equal(got, want) {
			t.Fatalf("windows of %d: %s\nin %.2000q", n, diff(got, want), src)
		}
	})
}

// FuzzReference: the prefilter, its blocks and buckets do not show.
func FuzzReference(f *testing.F) {
	for i, seed := range fuzzSeeds() {
		f.Add(seed, uint8(i))
	}
	all := engines(f)
	f.Fuzz(func(t *testing.T, src []byte, mode uint8) {
		e := all[int(mode)%len(all)]
		got, want := e.NewScanner().AppendRedact(nil, src), referenceRedact(e, src)
		if !bytes.Equal(got, want) {
			t.Fatalf("%s\nin %q", diff(got, want), src)
		}
	})
}

// FuzzOutside: promise 2. Outside the findings every byte is the input's.
func FuzzOutside(f *testing.F) {
	for i, seed := range fuzzSeeds() {
		f.Add(seed, uint8(i))
	}
	all := engines(f)
	f.Fuzz(func(t *testing.T, src []byte, mode uint8) {
		i := int(mode) % len(all)
		checkOutside(t, all[i], maskOptions[i], src)
	})
}

// FuzzIdempotent: promise 4. What was redacted once stays as it is.
func FuzzIdempotent(f *testing.F) {
	for i, seed := range fuzzSeeds() {
		f.Add(seed, uint8(i))
	}
	all := engines(f)
	f.Fuzz(func(t *testing.T, src []byte, mode uint8) {
		checkIdempotent(t, all[int(mode)%len(all)], src)
	})
}

// FuzzValid: promise 3. JSON of any form stays JSON.
func FuzzValid(f *testing.F) {
	for i, seed := range fuzzSeeds() {
		f.Add(seed, uint8(i))
	}
	f.Add([]byte(`{"phone":4915112345678,"pin":1234,"token":12345678.5e3,"tokens":[1234567890,"a"],"password":-12,"a":{"otp":1e9}}`), uint8(0))
	all := engines(f)
	f.Fuzz(func(t *testing.T, src []byte, mode uint8) {
		checkValid(t, all[int(mode)%len(all)], src)
	})
}
