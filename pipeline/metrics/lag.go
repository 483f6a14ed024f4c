package metrics

import (
	"cmp"
	"slices"
	"strconv"

	"scrim/pipeline"
)

// maxFiles is how many files of a source have a lag of their own: those that lag
// most. A folder of a million files must not become a million series.
const maxFiles = 100

// writeLags writes how far lanes are behind.
func writeLags(e *exposition, sources []pipeline.LinkReport) {
	e.family("scrim_source_lag_records", gauge, "Records of a partition that are not acknowledged by every sink.")
	for i := range sources {
		writePartitions(e, sources[i].Lanes)
	}
	e.family("scrim_source_lag_bytes", gauge, "Bytes of a file that are not acknowledged by every sink; those of the files beyond the first hundred in one, with an empty path.")
	for i := range sources {
		writeFiles(e, &sources[i])
	}
	e.family("scrim_source_open_files", gauge, "Files of a source that are being read.")
	for i := range sources {
		if n := countFiles(sources[i].Lanes); n > 0 {
			e.sample(float64(n), label{"source", sources[i].Name})
		}
	}
}

func writePartitions(e *exposition, lanes []pipeline.LaneReport) {
	slices.SortFunc(lanes, func(a, b pipeline.LaneReport) int {
		return cmp.Or(cmp.Compare(a.Topic, b.Topic), a.Partition-b.Partition)
	})
	for i := range lanes {
		l := &lanes[i]
		if lag, known := l.Lag(); known && l.Topic != "" {
			e.sample(float64(lag), label{"source", l.Source}, label{"topic", l.Topic}, label{"partition", strconv.Itoa(l.Partition)})
		}
	}
}

// behind is a file and what is left of it.
type behind struct {
	path string
	lag  int64
}

// filesOf are the files whose lag is known. Two paths that look alike as a label
// are one: a series that comes twice makes Prometheus refuse all of them.
func filesOf(lanes []pipeline.LaneReport) (files []behind) {
	lags := map[string]int64{}
	for i := range lanes {
		if lag, known := lanes[i].Lag(); known && lanes[i].Path != "" {
			lags[visible(lanes[i].Path)] += lag
		}
	}
	for path, lag := range lags {
		files = append(files, behind{path, lag})
	}
	return files
}

func writeFiles(e *exposition, source *pipeline.LinkReport) {
	files := filesOf(source.Lanes)
	slices.SortFunc(files, func(a, b behind) int {
		return cmp.Or(cmp.Compare(b.lag, a.lag), cmp.Compare(a.path, b.path))
	})
	shown := min(len(files), maxFiles)
	for _, f := range files[:shown] {
		e.sample(float64(f.lag), label{"source", source.Name}, label{"path", f.path})
	}
	if shown == len(files) {
		return // fast path
	}
	rest := int64(0)
	for _, f := range files[shown:] {
		rest += f.lag
	}
	e.sample(float64(rest), label{"source", source.Name}, label{"path", ""})
}

func countFiles(lanes []pipeline.LaneReport) (n int) {
	for i := range lanes {
		if lanes[i].Path != "" {
			n++
		}
	}
	return n
}
