package main

import (
	"bytes"
	"os"
	"testing"
)

// TestNamesAreCurrent fails when the tables are not what the generator makes of
// the list: run go generate ./detectors/domains.
func TestNamesAreCurrent(t *testing.T) {
	list, err := os.ReadFile("../tld.txt")
	if err != nil {
		t.Fatal(err)
	}
	want, err := generate(string(list))
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../names.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("names.go differs from what the generator writes")
	}
}

func TestDecodePunycode(t *testing.T) {
	for encoded, want := range map[string]string{
		"p1ai":                     "рф",
		"fiqs8s":                   "中国",
		"vermgensberatung-pwb":     "vermögensberatung",
		"mgberp4a5d4ar":            "السعودية",
		"ihqwcrb4cv8a8dqg056pqjye": "他们为什么不说中文", // RFC 3492, section 7.1 (B)
		"Hello-Another-Way--fc4qua05auwb3674vfr0b": "Hello-Another-Way-それぞれの場所", // (N)
	} {
		if got, err := decodePunycode(encoded); err != nil || got != want {
			t.Errorf("decodePunycode(%q) = %q, %v", encoded, got, err)
		}
	}
	for _, encoded := range []string{"9", "a!", "рф"} {
		if got, err := decodePunycode(encoded); err == nil {
			t.Errorf("decodePunycode(%q) = %q", encoded, got)
		}
	}
}
