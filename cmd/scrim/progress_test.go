package main

import (
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	f := func(total, done int64, spent time.Duration, want string) {
		t.Helper()
		p := progress{total: total}
		if got := p.line(done, spent); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
	f(4_000_000, 1_000_000, time.Second, "[######..................]  25%  1 MB of 4 MB  1 MB/s  3s left")
	f(100, 100, time.Second, "[########################] 100%  100 B of 100 B  100 B/s  0s left")
	f(100, 250, time.Second, "[########################] 100%  250 B of 100 B  250 B/s  0s left") // it grew
	f(-1, 2_500, time.Second, "2.5 kB  2.5 kB/s")
	f(0, 0, time.Second, "0 B  0 B/s")
}

func TestProgressWaits(t *testing.T) {
	p := progress{began: time.Now()}
	p.draw(p.began.Add(barDelay / 2))
	if p.shown {
		t.Error("drawn at once")
	}
}
