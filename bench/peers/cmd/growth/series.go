package main

import (
	"fmt"
	"os"

	"scrim/bench/peers/chart"
	"scrim/bench/peers/measure"
)

// series is the cost over one thing that grows.
type series struct {
	title, head string
	log         bool
	points      []*point
	// without is the cost when nothing of the kind is there; reference says
	// what that is.
	without   *point
	reference string
}

// point is one log with one configuration.
type point struct {
	x      float64
	label  string
	log    string
	size   int64
	config string // none if empty

	runs []measure.Sample
	// starts are runs on an empty input: what scrim takes before it reads.
	starts []measure.Sample
}

// cost is in nanoseconds per byte, which is CPU seconds per 10^9 bytes,
// without the start.
func (p *point) cost() float64 {
	took := measure.Median(p.runs).CPU - measure.Median(p.starts).CPU
	return max(0, float64(took.Nanoseconds())/float64(p.size))
}

// What grows, and how far.
var (
	lengths = []int{100, 1e3, 1e4, 1e5, 1e6, 1e7}
	shares  = []float64{0, 0.1, 0.25, 0.5, 0.75, 1}
	rules   = []int{1, 10, 100, 1000}
	terms   = []int{10, 100, 1e3, 1e4, 1e5}
)

// hitRate is the share of lines with a secret where it is not what grows.
const hitRate = 0.2

// maker makes the logs and configurations in a folder.
type maker struct {
	options
	dir string
}

// series makes everything that is measured.
func (m maker) series() ([]*series, error) {
	base, err := m.biglogOf("base.log", m.mb, hitRate)
	if err != nil {
		return nil, err
	}
	byLength, err := m.byLength(base)
	if err != nil {
		return nil, err
	}
	byShare, err := m.byShare()
	if err != nil {
		return nil, err
	}
	words := customers(terms[len(terms)-1])
	planted, err := m.write("planted.log", plant(base, fmt.Sprintf(" for %s12345678 of %s", prefix(0), words[0])))
	if err != nil {
		return nil, err
	}
	without := &point{log: planted, size: sizeOf(planted)}
	byRules, err := m.byRules(*without)
	if err != nil {
		return nil, err
	}
	byTerms, err := m.byTerms(*without, words)
	if err != nil {
		return nil, err
	}
	byRules.without, byRules.reference = without, "no rule"
	byTerms.without, byTerms.reference = without, "no dictionary"
	return []*series{byLength, byShare, byRules, byTerms}, nil
}

func (m maker) byLength(base []byte) (*series, error) {
	s := &series{title: "Length of a line", head: "length of a line", log: true}
	for _, n := range lengths {
		if n > len(base) {
			continue
		}
		path, err := m.write(fmt.Sprintf("length-%d.log", n), rewrap(base, n))
		if err != nil {
			return nil, err
		}
		s.points = append(s.points, &point{x: float64(n), label: bytesText(n), log: path, size: sizeOf(path)})
	}
	return s, nil
}

func (m maker) byShare() (*series, error) {
	s := &series{title: "Share of lines with a secret", head: "lines in which something is masked"}
	for _, share := range shares {
		path, measured, err := m.logOfShare(share)
		if err != nil {
			return nil, err
		}
		s.points = append(s.points, &point{x: 100 * measured, label: fmt.Sprintf("%.0f %%", 100*measured), log: path, size: sizeOf(path)})
	}
	return s, nil
}

func (m maker) byRules(on point) (*series, error) {
	s := &series{title: "Number of rules", head: "rules", log: true}
	for _, n := range rules {
		path, err := m.write(fmt.Sprintf("rules-%d.toml", n), ruleConfig(n))
		if err != nil {
			return nil, err
		}
		s.points = append(s.points, &point{x: float64(n), label: chart.Count(n), log: on.log, size: on.size, config: path})
	}
	return s, m.masks(s.points, "[FILTERED_RULE-0]")
}

func (m maker) byTerms(on point, words []string) (*series, error) {
	s := &series{title: "Number of terms in a dictionary", head: "terms in a dictionary", log: true}
	for _, n := range terms {
		list, err := m.write(fmt.Sprintf("terms-%d.txt", n), termList(words[:n]))
		if err != nil {
			return nil, err
		}
		path, err := m.write(fmt.Sprintf("terms-%d.toml", n), termConfig(list))
		if err != nil {
			return nil, err
		}
		s.points = append(s.points, &point{x: float64(n), label: chart.Count(n), log: on.log, size: on.size, config: path})
	}
	return s, m.masks(s.points, "[FILTERED_CUSTOMERS]")
}

func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// bytesText writes a power of ten as a size.
func bytesText(n int) string {
	for _, unit := range []struct {
		size int
		name string
	}{{1e6, "MB"}, {1e3, "kB"}} {
		if n >= unit.size {
			return fmt.Sprintf("%d %s", n/unit.size, unit.name)
		}
	}
	return fmt.Sprintf("%d B", n)
}
