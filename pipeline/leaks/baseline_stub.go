package leaks

import "scrim/detectors"

type Baseline struct{}

func ReadBaseline(path string, key []byte) (*Baseline, error) { return nil, nil }
func (*Baseline) Knows(string, detectors.Fingerprint) bool { return false }
