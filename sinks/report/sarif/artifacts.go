package sarif

import (
	"scrim/pipeline/evidence"
)

// artifacts are the inputs and outputs, with where each input is in the list. A
// file that was named twice is in it once, since SARIF forbids equal ones.
func artifacts(e *evidence.Evidence) (all []artifact, index map[string]int) {
	all = make([]artifact, 0, len(e.Inputs)+len(e.Outputs))
	index = make(map[string]int, len(e.Inputs))
	listed := make(map[string]int, cap(all))
	list := func(f evidence.File, role string) int {
		a := newArtifact(f, role)
		at, again := listed[role+" "+a.Location.URI]
		if !again {
			at = len(all)
			listed[role+" "+a.Location.URI] = at
			all = append(all, a)
		}
		return at
	}
	for _, f := range e.Inputs {
		index[f.Name] = list(f, "analysisTarget")
	}
	for _, f := range e.Outputs {
		list(f, "added")
	}
	return all, index
}

func newArtifact(f evidence.File, role string) artifact {
	a := artifact{Location: address(f.Name), Roles: []string{role}, Length: f.Bytes, Properties: &artifactProperties{f.Incomplete, f.Lines, f.Kinds}}
	if f.SHA256 != "" {
		a.Hashes = map[string]string{"sha-256": f.SHA256}
	}
	return a
}
