package verify

import (
	"scrim/bench/chaos/load"
	"scrim/bench/chaos/promise"
)

// Leaks finds secrets of a load in text of any kind.
type Leaks struct {
	secrets map[string]struct{}
	lengths map[int]bool
}

// NewLeaks collects the secrets of the first counts[p] records of each
// partition p.
func NewLeaks(l *load.Load, counts []int64) *Leaks {
	k := &Leaks{secrets: map[string]struct{}{}, lengths: map[int]bool{}}
	for partition, n := range counts {
		for seq := range n {
			r := l.Record(int32(partition), seq)
			r.Secrets(k.add)
		}
	}
	return k
}

func (k *Leaks) add(secret []byte) {
	k.secrets[string(secret)] = struct{}{}
	k.lengths[len(secret)] = true
}

// Check looks for secrets in a text; name says what it is.
func (k *Leaks) Check(ledger *promise.Ledger, name string, text []byte) {
	found := 0
	for n := range k.lengths {
		for i := 0; i+n <= len(text); i++ {
			if _, leaked := k.secrets[string(text[i:i+n])]; leaked {
				found++
			}
		}
	}
	ledger.Checkf(Silent, found == 0, "%s: %d places", name, found)
}
