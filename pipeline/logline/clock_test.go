package logline

import (
	"math/rand/v2"
	"testing"
	"time"
)

func TestReadTime(t *testing.T) {
	for _, c := range []struct {
		text, want string
		length     int
	}{
		{"2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z", 20},
		{"2026-11-22T10:00:00.123456789+02:00 x", "2026-11-22T08:00:00.123456789Z", 35},
		{"2026-11-22 10:00:00,123 x", "2026-11-22T10:00:00.123Z", 23},
		{"2026-11-22 10:00:00 -0530] x", "2026-11-22T15:30:00Z", 25},
		{"2026-11-22 10:00:00 - x", "2026-11-22T10:00:00Z", 19},
		{"2026-11-22 10:00:00. x", "2026-11-22T10:00:00Z", 19},
		{"2026-11-22 10:00:00 UTC", "2026-11-22T10:00:00Z", 23},
		{"2026/11/22 10:00:00 [error]", "2026-11-22T10:00:00Z", 19},
		{"22/Nov/2026:10:00:00 +0100]", "2026-11-22T09:00:00Z", 26},
		{"22/Nov/2026 10:00:00]", "2026-11-22T10:00:00Z", 20},
		{"22/Nov/2026 10:00:00.123456]", "2026-11-22T10:00:00.123456Z", 27},
		{"Sun Nov 22 10:00:00 2026]", "2026-11-22T10:00:00Z", 24},
		{"Mon Nov  2 10:00:00.5 2026]", "2026-11-02T10:00:00.5Z", 26},
		{"Sun, 22 Nov 2026 10:00:00 GMT", "2026-11-22T10:00:00Z", 29},
		{"Nov 22 10:00:00 host", "2025-11-22T10:00:00Z", 15},
		{"2024-02-29T23:59:60Z", "2024-03-01T00:00:00Z", 20},
		{"2026-13-22T10:00:00Z", "", 0},
		{"2026-11-22T24:00:00Z", "", 0},
		{"2026-11-22T10:00", "", 0},
		{"22/Nov/2026", "", 0},
		{"Nov 22", "", 0},
		{"Sunday morning, ten o'clock", "", 0},
		{"", "", 0},
	} {
		at, length := readTime([]byte(c.text), 2025)
		got := ""
		if length > 0 {
			got = time.Unix(0, at).UTC().Format(time.RFC3339Nano)
		}
		if got != c.want || length != c.length {
			t.Errorf("%q: got %s, %d bytes, want %s, %d bytes", c.text, got, length, c.want, c.length)
		}
	}
}

// TestNeverIsNoTime: years that 64 bits have no nanoseconds for are not taken for
// others.
func TestNeverIsNoTime(t *testing.T) {
	for _, text := range []string{
		"0001-01-01T00:00:00Z", "9999-12-31 23:59:59,999", "2262-04-11 23:47:17", "1677-01-01 00:00:00",
		"31/Dec/9999:23:59:59 +0000", "Fri, 31 Dec 9999 23:59:59 GMT", "Fri Dec 31 23:59:59 9999",
	} {
		if at, length := readTime([]byte(text), 0); at != 0 || length != len(text) {
			t.Errorf("%s: got %s, %d bytes", text, time.Unix(0, at).UTC(), length)
		}
	}
}

func TestReadTimeAgreesWithPackageTime(t *testing.T) {
	layouts := []string{time.RFC3339Nano, "2006-01-02 15:04:05,000", "2006/01/02 15:04:05", "02/Jan/2006:15:04:05 -0700", time.ANSIC, time.RFC1123, "2006-01-02 15:04:05.000000 -0700"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		when := time.Unix(r.Int64N(4_000_000_000), r.Int64N(nanos)).In(time.FixedZone("", 60*(r.IntN(1500)-750)))
		for _, layout := range layouts {
			if layout == time.RFC1123 {
				when = when.UTC()
			}
			text := when.Format(layout)
			want, err := time.Parse(layout, text)
			if err != nil {
				t.Fatal(err)
			}
			if got, length := readTime([]byte(text), 0); got != want.UnixNano() || length != len(text) {
				t.Fatalf("%s: got %s, %d bytes", text, time.Unix(0, got).UTC(), length)
			}
		}
	}
}

func TestReadEpoch(t *testing.T) {
	const want = 1795341600_123_000_000
	for text, want := range map[string]int64{
		"1795341600.123": want, "1795341600123": want, "1795341600123000": want, "1795341600123000000": want, "1795341600": want - 123_000_000,
		"1795341600123.5": want + 500_000,
		"17953416":        0, "17953416000": 0, "9999999999999999999": 0, "1795341600x": 0, "": 0,
	} {
		if got := readEpoch([]byte(text)); got != want {
			t.Errorf("%s: got %d, want %d", text, got, want)
		}
	}
}
