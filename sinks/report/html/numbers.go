package html

import (
	"math"
	"strconv"
	"time"

	"scrim/pipeline/leaks"
	"scrim/sinks/report/amount"
)

// estimateDigits is how many digits of an estimate mean anything.
const estimateDigits = 3

// estimate is an exact number as it is, and an estimated one rounded and as such.
func estimate(e leaks.Estimate) string {
	if e.Error == 0 {
		return amount.Of(e.N)
	}
	return "about " + amount.Of(rounded(e.N))
}

func rounded(n int64) int64 {
	unit := int64(1)
	for n/unit >= int64(math.Pow10(estimateDigits)) {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}

// upTo is a count that may be too high.
func upTo(n, tooHigh int64) string {
	if tooHigh == 0 {
		return amount.Of(n)
	}
	return "about " + amount.Of(n)
}

// size is a number of bytes in the largest unit that leaves a whole number
// before the point.
func size(bytes int64) string {
	const step = 1024
	if bytes < step {
		return amount.Counted(bytes, "byte", "bytes")
	}
	value, units := float64(bytes)/step, []string{"KiB", "MiB", "GiB", "TiB", "PiB"}
	for value >= step && len(units) > 1 {
		value, units = value/step, units[1:]
	}
	return strconv.FormatFloat(value, 'f', 1, 64) + " " + units[0]
}

// percent is a part of a whole, where a small part is not none.
func percent(part, whole int64) string {
	if whole == 0 || part == 0 {
		return "0 %"
	}
	p := 100 * float64(part) / float64(whole)
	if p < 1 {
		return "< 1 %"
	}
	return strconv.FormatFloat(math.Floor(p), 'f', 0, 64) + " %"
}

// moment is a time as exactly as the interval it belongs to asks for, in UTC.
func moment(ns, length int64) string {
	layout := "2 Jan 2006"
	switch d := time.Duration(length); {
	case d < time.Second:
		layout = "2 Jan 2006 15:04:05.000"
	case d < time.Minute:
		layout = "2 Jan 2006 15:04:05"
	case d < 24*time.Hour:
		layout = "2 Jan 2006 15:04"
	}
	return time.Unix(0, ns).UTC().Format(layout)
}

// every is the length of an interval in words.
func every(length int64) string {
	d := time.Duration(length)
	units := []struct {
		length    time.Duration
		one, many string
	}{
		{7 * 24 * time.Hour, "week", "weeks"}, {24 * time.Hour, "day", "days"}, {time.Hour, "hour", "hours"},
		{time.Minute, "minute", "minutes"}, {time.Second, "second", "seconds"},
	}
	for _, u := range units {
		if d >= u.length && d%u.length == 0 {
			return amount.Counted(int64(d/u.length), u.one, u.many)
		}
	}
	return d.String()
}

// errorPercent is a standard error as people say it.
func errorPercent(parts float64) string {
	return strconv.FormatFloat(100*parts, 'f', 1, 64) + " %"
}
