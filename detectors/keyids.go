package detectors

import "slices"

// KeyIDs are the ids of the keys under which the engine writes pseudonyms, sorted
// and each once.
func (e *Engine) KeyIDs() []string {
	var ids []string
	for id := range e.kinds {
		if m := &e.masks[id]; e.enabled[id] && len(m.key) > 0 {
			ids = append(ids, m.keyID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
