package follow

import "scrim/pipeline/checkpoint"

// difference is what a listing says about files that were known before it.
type difference struct {
	// arrived are files that were not known, in the listing's order.
	arrived []arrival
	// moved are known files that are no longer at their path, with where they
	// are now: renamed, mostly by rotation.
	moved map[checkpoint.File]string
	// gone are known files that no path leads to any more.
	gone []checkpoint.File
}

// arrival is a new file.
type arrival struct {
	sighting
	// after is the known file that was at its path before, if there was one.
	after *checkpoint.File
}

// compare is what has changed. Known are the files that were there before and
// the paths that they had.
func compare(known map[checkpoint.File]string, l *listing) difference {
	d := difference{moved: make(map[checkpoint.File]string)}
	before := make(map[string]checkpoint.File, len(known))
	for file, path := range known {
		before[path] = file
	}
	there := make(map[checkpoint.File]bool, len(l.seen))
	for _, s := range l.seen {
		there[s.file] = true
		path, old := known[s.file]
		switch {
		case !old:
			a := arrival{sighting: s}
			if file, had := before[s.path]; had {
				a.after = &file
			}
			d.arrived = append(d.arrived, a)
		case !l.leads(path, s.file):
			d.moved[s.file] = s.path
		}
	}
	for file := range known {
		if !there[file] {
			d.gone = append(d.gone, file)
		}
	}
	return d
}

// leads tells whether a path leads to a file. A file that has two paths keeps
// the one that it was found by.
func (l *listing) leads(path string, file checkpoint.File) bool {
	now, there := l.paths[path]
	return there && now == file
}
