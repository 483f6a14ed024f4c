package sarif

import (
	"scrim/pipeline/evidence"
)

// artifacts are the inputs and outputs, with where each is in the list.
func artifacts(e *evidence.Evidence) (all []artifact, index map[string]int) {
	all = make([]artifact, 0, len(e.Inputs)+len(e.Outputs))
	index = make(map[string]int, len(e.Inputs))
	for _, f := range e.Inputs {
		if _, again := index[f.Name]; again {
			continue // SARIF forbids equal artifacts
		}
		index[f.Name] = len(all)
		all = append(all, newArtifact(f, "analysisTarget"))
	}
	for _, f := range e.Outputs {
		all = append(all, newArtifact(f, "added"))
	}
	return all, index
}

func newArtifact(f evidence.File, role string) artifact {
	a := artifact{Location: address(f.Name), Roles: []string{role}, Length: f.Bytes, Properties: &artifactProperties{f.Lines, f.Kinds}}
	if f.SHA256 != "" {
		a.Hashes = map[string]string{"sha-256": f.SHA256}
	}
	return a
}
