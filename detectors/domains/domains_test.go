package domains

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

func TestTopLevel(t *testing.T) {
	for label, want := range map[string]bool{
		"com": true, "COM": true, "Com": true, "de": true, "museum": true, "zip": true, "arpa": true,
		"xn--p1ai": true, "XN--P1AI": true, "xn--vermgensberatung-pwb": true,
		"": false, "c": false, "co m": false, "comm": false, "png": false, "js": false, "jpg": false,
		"client": false, "html": false, "local": false, "example": false, "onion": false, "xn--": false,
		"рф": false, "com\x00": false, "\xff": false,
		strings.Repeat("a", 1000): false,
	} {
		if got := TopLevel([]byte(label)); got != want {
			t.Errorf("TopLevel(%q) = %t", label, got)
		}
	}
}

func TestTopLevelUnicode(t *testing.T) {
	for label, want := range map[string]bool{
		"рф": true, "中国": true, "भारत": true, "السعودية": true, "vermögensberatung": true, "ευ": true,
		"": false, "com": false, "xn--p1ai": false, "РФ": false, "р": false, "рф\x80": false, "münchen": false,
	} {
		if got := TopLevelUnicode([]byte(label)); got != want {
			t.Errorf("TopLevelUnicode(%q) = %t", label, got)
		}
	}
}

func TestSpecial(t *testing.T) {
	for label, want := range map[string]bool{
		"example": true, "EXAMPLE": true, "test": true, "invalid": true, "localhost": true, "local": true,
		"internal": true, "lan": true, "corp": true, "home": true, "intranet": true, "localdomain": true,
		"onion": true, "LocalDomain": true,
		"": false, "com": false, "loca": false, "locally": false, "localdomains": false, "exampl\xc5": false,
	} {
		if got := Special([]byte(label)); got != want {
			t.Errorf("Special(%q) = %t", label, got)
		}
	}
}

// TestListIsComplete looks up each line of the list, and that no two sorts of
// name overlap.
func TestListIsComplete(t *testing.T) {
	file, err := os.Open("tld.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	count := 0
	for lines := bufio.NewScanner(file); lines.Scan(); {
		name := lines.Bytes()
		if len(name) == 0 || name[0] == '#' {
			continue
		}
		count++
		if !TopLevel(name) || TopLevelUnicode(name) || Special(name) {
			t.Errorf("%s is not a top-level domain only", name)
		}
	}
	if count != len(asciiNames.starts)-1 || count < 1000 {
		t.Errorf("%d names in the list, %d in the table", count, len(asciiNames.starts)-1)
	}
}

func TestNothingAllocates(t *testing.T) {
	ascii, unicode, special := []byte("xn--Vermgensberatung-pwb"), []byte("vermögensberatung"), []byte("LocalDomain")
	if n := testing.AllocsPerRun(100, func() {
		TopLevel(ascii)
		TopLevelUnicode(unicode)
		Special(special)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// benchmarkLabels are what follows the last dot in a log, half of them no
// domains.
var benchmarkLabels = [...][]byte{
	[]byte("com"), []byte("py"), []byte("org"), []byte("png"), []byte("de"), []byte("models"), []byte("online"), []byte("2x"),
}

func benchmark(b *testing.B, lookup func([]byte) bool, labels ...[]byte) {
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		lookup(labels[i%len(labels)])
		i++
	}
}

func BenchmarkTopLevel(b *testing.B) { benchmark(b, TopLevel, benchmarkLabels[:]...) }

func BenchmarkTopLevelLong(b *testing.B) {
	benchmark(b, TopLevel, []byte("xn--vermgensberatung-pwb"))
}

func BenchmarkTopLevelUnicode(b *testing.B) {
	benchmark(b, TopLevelUnicode, []byte("рф"), []byte("中国"), []byte("москва"), []byte("münchen"))
}

func BenchmarkSpecial(b *testing.B) { benchmark(b, Special, benchmarkLabels[:]...) }
