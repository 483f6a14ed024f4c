package detectors

// miss notes a value that stays, if somebody asked for that.
func (s *Scanner) miss(f Finding) {
	if s.misses == nil {
		return // fast path
	}
	f.Trigger = s.trigger
	*s.misses = append(*s.misses, f)
}
