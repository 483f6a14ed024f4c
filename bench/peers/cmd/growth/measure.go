package main

import (
	"os"

	"scrim/bench/peers/measure"
)

// measureAll runs all points in turn, round by round, so that a change in the
// machine's load meets all of them.
func measureAll(o options, all []*series) error {
	pin := measure.Pinning()
	for round := range o.rounds {
		progress("round %d of %d", round+1, o.rounds)
		for _, p := range everyPoint(all) {
			argv := append(append([]string(nil), pin...), o.scrim, "-j", "1")
			if p.config != "" {
				argv = append(argv, "-c", p.config)
			}
			s, err := measure.Run(argv, p.log, nil)
			if err != nil {
				return err
			}
			p.runs = append(p.runs, s)
			if s, err = measure.Run(argv, os.DevNull, nil); err != nil {
				return err
			}
			p.starts = append(p.starts, s)
		}
	}
	return nil
}

// everyPoint lists each point once, also one that several series share.
func everyPoint(all []*series) []*point {
	var points []*point
	seen := map[*point]bool{}
	add := func(p *point) {
		if p != nil && !seen[p] {
			seen[p] = true
			points = append(points, p)
		}
	}
	for _, s := range all {
		add(s.without)
		for _, p := range s.points {
			add(p)
		}
	}
	return points
}
