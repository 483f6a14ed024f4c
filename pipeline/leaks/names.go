package leaks

import (
	"cmp"
	"maps"
	"slices"

	"scrim/detectors"
)

// namesKept is how many names are counted at a time, many more than are listed,
// so that the frequent ones are exact.
const namesKept = 2048

// names counts the findings of endpoints or loggers, of which there may be any
// number. When the table is full, the rarer half of the names makes place. What
// they were counted at most is what the count of a new name may be too low by, so
// it begins with that, as an error (after Metwally et al., Space-Saving, 2005).
type names struct {
	at    map[string]*NameTotal
	last  *NameTotal // of the finding before, mostly of the same line
	floor int64
}

func (n *names) add(name []byte, s detectors.Severity) {
	if len(name) == 0 {
		return
	}
	t := n.last
	if t == nil || t.Name != string(name) {
		if t = n.at[string(name)]; t == nil {
			t = n.take(string(name))
		}
		n.last = t
	}
	t.Count++
	t.Severity = max(t.Severity, s)
}

// take makes place for a name.
func (n *names) take(name string) *NameTotal {
	if n.at == nil {
		n.at = map[string]*NameTotal{}
	}
	if len(n.at) >= namesKept {
		all := n.sorted()
		for _, t := range all[namesKept/2:] {
			n.floor = max(n.floor, t.Count)
			delete(n.at, t.Name)
		}
	}
	t := &NameTotal{Name: name, Count: n.floor, Error: n.floor}
	n.at[name] = t
	return t
}

// sorted are the names, the most frequent first.
func (n *names) sorted() []*NameTotal {
	return slices.SortedFunc(maps.Values(n.at), func(a, b *NameTotal) int {
		return cmp.Or(cmp.Compare(b.Count-b.Error, a.Count-a.Error), cmp.Compare(a.Name, b.Name))
	})
}

// most are the most frequent.
func (n *names) most() []NameTotal {
	var all []NameTotal
	for _, t := range n.sorted() {
		if len(all) < MaxNames {
			all = append(all, *t)
		}
	}
	return all
}
