package evidence

import (
	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/source"
)

// Collector gathers the evidence of one run, for one goroutine. Inputs are opened
// with source.OpenHashed or source.NewHashed, and a run goes on like this:
//
//	c := evidence.NewCollector(head, engine)
//	for … {
//		src, err := source.OpenHashed(path)
//		report, err := pipeline.Inspect(ctx, engine, src, by, pipeline.Options{
//			At: src.At(), Digest: src.Digest(), Prompt: src.Prompt(),
//		})
//		c.Input(src, report, cmp.Or(err, ctx.Err()))
//	}
//	c.Evidence()
type Collector struct {
	evidence Evidence
	kinds    []detectors.KindInfo
}

// NewCollector begins with what is known before anything is read: all of head
// but its inputs and outputs. Keys are the ids of the keys that this run writes
// something with: those of detectors.Engine.KeyIDs if it masks, that of the
// fingerprints if it makes any.
func NewCollector(head Evidence, e *detectors.Engine) *Collector {
	c := &Collector{evidence: head, kinds: e.Kinds()}
	if head.Keys == nil {
		c.evidence.Keys = []string{} // who reads the JSON need not know of null
	}
	c.evidence.Inputs = []File{}
	return c
}

// Input adds a source that was read as far as it will be, and what was found in
// it, before it is closed or after. If err says that something of it was not
// looked at, it is listed as incomplete.
func (c *Collector) Input(src *source.Source, r pipeline.Report, err error) {
	if len(c.evidence.Inputs) == MaxFiles {
		c.evidence.More++
		return
	}
	f := fileOf(src, r.Lines, err)
	f.Kinds = Counts(c.kinds, &r)
	c.evidence.Inputs = append(c.evidence.Inputs, f)
}

// Counts is how often each kind was found, without those that were not; kinds are
// those of the engine.
func Counts(kinds []detectors.KindInfo, r *pipeline.Report) map[string]int64 {
	counts := map[string]int64{}
	for id, k := range kinds {
		if n := r.Findings[id]; n > 0 {
			counts[k.Name] = n
		}
	}
	return counts
}

// Unchanged adds as an output an input that stays as it was.
func (c *Collector) Unchanged(src *source.Source, r pipeline.Report) {
	c.Output(fileOf(src, r.Lines, nil))
}

// fileOf is a source as it is stored.
func fileOf(src *source.Source, lines int64, err error) File {
	f := File{Name: src.Name, Lines: lines}
	var whole bool
	f.SHA256, f.Bytes, whole = src.Sum()
	if f.Incomplete = !whole || err != nil; f.Incomplete {
		f.SHA256 = ""
	}
	return f
}

// Output adds a file that was written.
func (c *Collector) Output(f File) {
	if len(c.evidence.Outputs) == MaxFiles {
		c.evidence.MoreOutputs++
		return
	}
	c.evidence.Outputs = append(c.evidence.Outputs, f)
}

// Evidence is what was gathered up to now. It is not to be changed, nor used once
// more is added.
func (c *Collector) Evidence() Evidence { return c.evidence }
