package html

import (
	"math"
	"testing"
	"time"

	"scrim/detectors"
	"scrim/pipeline/leaks"
)

func TestStripIsAsLongAsItsParts(t *testing.T) {
	s := newStrip(bySeverity{detectors.SeverityCritical: 1, detectors.SeverityLow: 3}, 4)
	if len(s.Rects) != 2 || s.Rects[0].Severity != detectors.SeverityCritical || s.Rects[0].Width != stripWidth/4 {
		t.Errorf("the parts are %v", s.Rects)
	}
	if end := s.Rects[1].X + s.Rects[1].Width; end != stripWidth {
		t.Errorf("the last part ends at %v", end)
	}
	if s.Description != "1 critical, 3 low" {
		t.Errorf("it is described as %q", s.Description)
	}
}

func intervals(length time.Duration, counts ...bySeverity) (all []leaks.Interval) {
	for i, c := range counts {
		all = append(all, leaks.Interval{Start: int64(i) * int64(length), Length: int64(length), Severities: c})
	}
	return all
}

func TestTimeline(t *testing.T) {
	got := newTimeline(intervals(time.Hour, bySeverity{detectors.SeverityCritical: 30, detectors.SeverityMedium: 10}, bySeverity{},
		bySeverity{detectors.SeverityLow: 80}))
	if len(got.Bars) != 2 {
		t.Fatalf("%d bars of three intervals, of which one is empty", len(got.Bars))
	}
	first := got.Bars[0]
	if first.Label != "1 Jan 1970 00:00: 30 critical, 10 medium" {
		t.Errorf("the first bar is called %q", first.Label)
	}
	worst, other := first.Rects[0], first.Rects[1]
	if worst.Severity != detectors.SeverityCritical || worst.Y+worst.Height != timelineHeight || other.Y+other.Height != worst.Y {
		t.Errorf("the bar is not a stack on the ground: %v", first.Rects)
	}
	if worst.Height != 3*other.Height || got.Scale[0] != "80" || got.Bars[1].Rects[0].Height != timelineHeight {
		t.Errorf("heights are not counts: %v, %v, of %s", first.Rects, got.Bars[1].Rects, got.Scale[0])
	}
	if worst.Width > widestBar || got.Bars[1].Rects[0].X < 2*timelineWidth/3 {
		t.Errorf("the bars are not where their intervals are: %v", got.Bars)
	}
	if newTimeline(nil) != nil {
		t.Error("a timeline without intervals")
	}
	if one := newTimeline(intervals(time.Hour, bySeverity{1})); len(one.Ticks) != 2 || one.Scale[0] != "2" {
		t.Errorf("one interval has %v, %v", one.Ticks, one.Scale)
	}
}

func TestCeiling(t *testing.T) {
	for n, want := range map[int64]int64{1: 2, 2: 2, 3: 4, 9: 10, 11: 20, 422: 600, 999: 1000, 80_001: 100_000, math.MaxInt64: math.MaxInt64} {
		if got := ceiling(n); got != want {
			t.Errorf("ceiling(%d) = %d, not %d", n, got, want)
		}
	}
}

func TestBarsCanBeSeen(t *testing.T) {
	if bar(0, 10) != 0 || bar(1, 1_000_000) != 1 || bar(5, 10) != 50 || bar(0, 0) != 0 {
		t.Error("a bar has a wrong length")
	}
}
