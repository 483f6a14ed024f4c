package html

import (
	"testing"
	"time"

	"scrim/pipeline/leaks"
)

func TestNumbers(t *testing.T) {
	for got, want := range map[string]string{
		estimate(leaks.Estimate{N: 41203}): "41,203", estimate(leaks.Estimate{N: 41253, Error: 0.01}): "about 41,300",
		estimate(leaks.Estimate{N: 999_600, Error: 0.01}): "about 1,000,000", estimate(leaks.Estimate{N: 7, Error: 0.01}): "about 7",
		upTo(5, 0): "5", upTo(6, 2): "about 6",
		size(1): "1 byte", size(1023): "1,023 bytes", size(1536): "1.5 KiB", size(3 << 40): "3.0 TiB",
		percent(0, 0): "0 %", percent(1, 1000): "< 1 %", percent(999, 1000): "99 %", percent(5, 5): "100 %",
		every(int64(time.Hour)): "1 hour", every(int64(36 * time.Hour)): "36 hours", every(int64(14 * 24 * time.Hour)): "2 weeks",
		every(int64(1500 * time.Millisecond)): "1.5s",
		moment(0, int64(24*time.Hour)):        "1 Jan 1970", moment(0, int64(time.Hour)): "1 Jan 1970 00:00",
		moment(1e9, int64(time.Second)): "1 Jan 1970 00:00:01", moment(1e6, 1): "1 Jan 1970 00:00:00.001",
	} {
		if got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
