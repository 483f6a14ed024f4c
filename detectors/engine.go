package detectors

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// MaxKinds is the largest number of kinds in one engine: a thousand rules of
// one's own, and a table of counts for them that is still small.
const MaxKinds = 1280

// Engine holds everything that is compiled from the options. It is immutable
// and may be shared; each goroutine uses a Scanner of its own.
type Engine struct {
	kinds    []*Kind
	enabled  []bool
	triggers triggerTable
	keys     keyTable
	proving  []KindID // the kinds that have Kind.Proves
	numbers  []Shape  // Kind.Numbers of the kinds that are on
	runs     []Shape  // Kind.Runs
	regions  []phoneRegion
	// firstGroups has a bit for every length that the first group of a
	// national number without a trunk 0 may have.
	firstGroups uint64
	masks       []compiledMask
	starts      [256]bool // bytes that a mask of this engine begins with
	partial     bool      // some kind is masked by MaskPartial
	starred     bool      // some kind becomes stars, wholly or in part
	plain       bool      // see plainValues
	bracketed   bool      // every mask begins with [
	allow       [][]glob
	terms       *terms // rules and dictionaries; nil if there are none
}

// New builds an engine; an error names the option that is wrong.
func New(o Options) (*Engine, error) {
	e := &Engine{kinds: builtin[:]}
	parsed, err := e.addKinds(o)
	if err != nil {
		return nil, err
	}
	e.enabled, e.masks, e.allow = make([]bool, len(e.kinds)), make([]compiledMask, len(e.kinds)), make([][]glob, len(e.kinds))
	if err := e.enable(o.Only, o.Skip); err != nil {
		return nil, err
	}
	triggers := slices.Clone(sharedTriggers)
	for _, p := range pairKeys {
		e.keys.add(p.name, keyEntry{kind: kindToken, flags: p.flags})
	}
	for id, k := range e.kinds {
		if k.Off && !e.enabled[id] {
			continue
		}
		triggers = append(triggers, k.Triggers...)
		k.keys(KindID(id), &e.keys)
		if k.Numbers != nil {
			e.numbers = append(e.numbers, k.Numbers)
		}
		if k.Runs != nil {
			e.runs = append(e.runs, k.Runs)
		}
		if k.Proves != nil {
			e.proving = append(e.proving, KindID(id))
		}
	}
	for _, t := range typeNames {
		e.keys.ends.add([]byte(t), false)
	}
	if err := e.compileMasks(o); err != nil {
		return nil, err
	}
	e.plain, e.bracketed = e.plainValues(), e.starts == [256]bool{'[': true} && !e.starred
	if err := e.addRegions(o.PhoneRegions); err != nil {
		return nil, err
	}
	triggers = append(append(triggers, e.keys.insideTriggers()...), e.maskTriggers()...)
	e.triggers = compileTriggers(triggers, e.keys.ends.tails, e.firstGroups)
	if err := e.addAllow(o.Allow); err != nil {
		return nil, err
	}
	if o.writesWords() {
		if err := e.checkLabels(); err != nil {
			return nil, err
		}
	}
	if err := e.addTerms(o, parsed); err != nil {
		return nil, err
	}
	return e, nil
}

// kindNamed finds a kind by its name.
func (e *Engine) kindNamed(name string) (KindID, error) {
	for id, k := range e.kinds {
		if k.Name == name {
			return KindID(id), nil
		}
	}
	return 0, fmt.Errorf("unknown kind %q (known: %s)", name, strings.Join(KindNames(), " "))
}

func (e *Engine) enable(only, skip []string) error {
	if len(only) == 0 {
		only = []string{DefaultKinds}
	}
	for _, name := range only {
		if name == DefaultKinds || name == AllKinds {
			for id, k := range e.kinds {
				e.enabled[id] = e.enabled[id] || !k.Off || name == AllKinds
			}
			continue
		}
		id, err := e.kindNamed(name)
		if err != nil {
			return err
		}
		e.enabled[id] = true
	}
	for _, name := range skip {
		id, err := e.kindNamed(name)
		if err != nil {
			return err
		}
		e.enabled[id] = false
	}
	if !slices.Contains(e.enabled, true) {
		return errors.New("no kind is left to look for: what only names is skipped")
	}
	return nil
}

func (e *Engine) addRegions(names []string) error {
	if names == nil {
		names = DefaultPhoneRegions
	}
	for _, name := range names {
		r, ok := newPhoneRegion(name)
		if !ok {
			return fmt.Errorf("unknown phone region %q (two capitals are wanted, as in GB)", name)
		}
		e.regions = append(e.regions, r)
		for _, t := range r.styles {
			if t.noTrunk {
				e.firstGroups |= 1 << t.sizes[0]
			}
		}
	}
	return nil
}

// KindInfo describes a kind for people.
type KindInfo struct {
	Name     string
	Summary  string // one line, lower case
	CWE      []int
	Severity string // critical, high, medium or low
	Default  bool   // on when nothing is said
	Enabled  bool   // on in this engine
	Own      bool   // a rule or a dictionary of the user's
	Label    string // what the engine writes for a value, by example
}

// Kinds lists every kind that the engine knows, enabled or not, by KindID.
func (e *Engine) Kinds() []KindInfo {
	infos := make([]KindInfo, 0, len(e.kinds))
	for id, k := range e.kinds {
		infos = append(infos, KindInfo{
			Name: k.Name, Summary: k.Summary, CWE: k.CWE, Severity: k.Severity.String(),
			Default: !k.Off, Enabled: e.enabled[id], Own: id >= int(builtinKinds), Label: e.masks[id].example(),
		})
	}
	return infos
}
