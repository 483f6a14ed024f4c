package html

import (
	"math"
	"strconv"
	"strings"

	"scrim/detectors"
	"scrim/pipeline/leaks"
	"scrim/sinks/report/amount"
)

// Charts are drawn in units of their own and stretched to the width of the page.
const (
	stripWidth     = 1000.0
	stripHeight    = 20.0
	timelineWidth  = 1000.0
	timelineHeight = 100.0
	// widestBar is a bar of a timeline with few intervals, which would be a wall
	// otherwise.
	widestBar = timelineWidth / 20
	// barShare is how much of its interval a bar takes.
	barShare = 0.82
	// thinnest is what a count that is not zero is drawn with at least.
	thinnest = 0.6
)

// severities are in the order in which people ask for them.
var severities = []detectors.Severity{
	detectors.SeverityCritical, detectors.SeverityHigh, detectors.SeverityMedium, detectors.SeverityLow,
}

type bySeverity = [detectors.SeverityCritical + 1]int64

// rect is a rectangle of a chart.
type rect struct {
	Severity            detectors.Severity
	X, Y, Width, Height coordinate
}

// coordinate is printed with as many digits as can be seen.
type coordinate float64

func (c coordinate) String() string {
	return strconv.FormatFloat(math.Round(float64(c)*100)/100, 'f', -1, 64)
}

// strip is one bar that is cut into severities.
type strip struct {
	Rects       []rect
	Description string
}

func newStrip(counts bySeverity, total int64) strip {
	var s strip
	x := 0.0
	for _, severity := range severities {
		if counts[severity] == 0 {
			continue
		}
		width := stripWidth * float64(counts[severity]) / float64(total)
		s.Rects = append(s.Rects, rect{Severity: severity, X: coordinate(x), Width: coordinate(width), Height: stripHeight})
		x += width
	}
	s.Description = sentence(counts)
	return s
}

// sentence is counts by severity in words.
func sentence(counts bySeverity) string {
	var parts []string
	for _, severity := range severities {
		if counts[severity] > 0 {
			parts = append(parts, amount.Of(counts[severity])+" "+severity.String())
		}
	}
	if parts == nil {
		return "none"
	}
	return strings.Join(parts, ", ")
}

func sum(counts bySeverity) (total int64) {
	for _, n := range counts {
		total += n
	}
	return total
}

// timeline is findings over time, stacked by severity.
type timeline struct {
	Bars        []timelineBar
	Grid        []coordinate
	Scale       []string // from the top down
	Ticks       []string // from left to right
	Interval    string
	Description string
}

type timelineBar struct {
	Label string
	Rects []rect
}

func newTimeline(intervals []leaks.Interval) *timeline {
	if len(intervals) == 0 {
		return nil
	}
	worst := 0
	for i := range intervals {
		if sum(intervals[i].Severities) > sum(intervals[worst].Severities) {
			worst = i
		}
	}
	top := ceiling(sum(intervals[worst].Severities))
	t := &timeline{
		Grid:     []coordinate{0, timelineHeight / 2},
		Scale:    []string{amount.Of(top), amount.Of(top / 2), "0"},
		Ticks:    ticks(intervals),
		Interval: every(intervals[0].Length),
		Description: "The highest has " + amount.Counted(sum(intervals[worst].Severities), "finding", "findings") +
			" and begins " + moment(intervals[worst].Start, intervals[worst].Length) + ".",
	}
	slot := timelineWidth / float64(len(intervals))
	width := min(slot*barShare, widestBar)
	for i, interval := range intervals {
		if sum(interval.Severities) > 0 {
			t.Bars = append(t.Bars, newBar(interval, (float64(i)+0.5)*slot-width/2, width, top))
		}
	}
	return t
}

// newBar stacks the severities with the worst at the bottom, where bars can be
// compared.
func newBar(interval leaks.Interval, x, width float64, top int64) timelineBar {
	bar := timelineBar{Label: moment(interval.Start, interval.Length) + ": " + sentence(interval.Severities)}
	y := timelineHeight
	for _, severity := range severities {
		if n := interval.Severities[severity]; n > 0 {
			height := max(timelineHeight*float64(n)/float64(top), thinnest)
			y -= height
			bar.Rects = append(bar.Rects, rect{severity, coordinate(x), coordinate(y), coordinate(width), coordinate(height)})
		}
	}
	return bar
}

// ceiling is the end of a scale: the next even number of few digits.
func ceiling(n int64) int64 {
	unit := int64(1)
	for {
		for _, step := range []int64{2, 4, 6, 8, 10} {
			if n <= step*unit {
				return step * unit
			}
		}
		if unit > math.MaxInt64/100 {
			return n
		}
		unit *= 10
	}
}

// ticks are the beginning of the first interval, the middle and the end of the
// last.
func ticks(intervals []leaks.Interval) []string {
	first, last := intervals[0], intervals[len(intervals)-1]
	end := last.Start + last.Length
	if len(intervals) == 1 {
		return []string{moment(first.Start, first.Length), moment(end, first.Length)}
	}
	return []string{moment(first.Start, first.Length), moment(first.Start+(end-first.Start)/2, first.Length), moment(end, first.Length)}
}

// bar is how long the bar of a row is, of 100.
func bar(n, longest int64) coordinate {
	if n == 0 || longest == 0 {
		return 0
	}
	return coordinate(max(100*float64(n)/float64(longest), 1))
}
