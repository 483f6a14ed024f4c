package detectors

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"sync"
)

// terms is everything of an engine that the user added: rules and dictionaries.
// It is immutable. An engine without any has none, which is all that it costs.
type terms struct {
	gate     gate
	patterns []*pattern
	// always are the patterns that no keyword spares a look.
	always []int32
	// keywords lead to patterns: owners[i] are those of word i.
	keywords *lexicon
	owners   [][]int32
	// words leads to the terms of all dictionaries; nil if there are none. It is
	// made when a line gets through the gate for the first time.
	words  func() *vocabulary
	inside bool // some of them are found inside of words
	masks  maskTable
	stars  bool // a mask of the engine is made of stars
	reach  int  // the longest match in bytes, as it may be written
}

// ruleKind is the kind of a rule.
func ruleKind(r Rule) *Kind {
	return &Kind{Name: r.Name, Summary: "a rule of the configuration", Severity: SeverityHigh}
}

// dictionaryKind is the kind of a dictionary.
func dictionaryKind(d Dictionary) *Kind {
	return &Kind{Name: d.Name, Summary: "a dictionary of the configuration", Severity: SeverityHigh}
}

// addKinds appends a kind for every rule and dictionary, and returns the syntax of
// the rules' patterns.
func (e *Engine) addKinds(o Options) (parsed []*syntax.Regexp, err error) {
	if n := len(o.Rules) + len(o.Dictionaries); n > MaxUserKinds {
		return nil, fmt.Errorf("%d rules and dictionaries are too many (at most %d)", n, MaxUserKinds)
	}
	if len(o.Rules)+len(o.Dictionaries) == 0 {
		return nil, nil
	}
	e.kinds = slices.Clone(e.kinds)
	names := map[string]bool{}
	add := func(what string, k *Kind, err error) error {
		if err == nil && names[k.Name] {
			err = fmt.Errorf("the name is taken")
		}
		if err != nil {
			return fmt.Errorf("%s %s: %w", what, k.Name, err)
		}
		names[k.Name] = true
		e.kinds = append(e.kinds, k)
		return nil
	}
	for _, r := range o.Rules {
		re, err := r.parse()
		if err := add("rule", ruleKind(r), err); err != nil {
			return nil, err
		}
		parsed = append(parsed, re)
	}
	for _, d := range o.Dictionaries {
		if err := add("dictionary", dictionaryKind(d), d.Check()); err != nil {
			return nil, err
		}
	}
	return parsed, nil
}

// MaxUserKinds is how many rules and dictionaries an engine may have.
const MaxUserKinds = MaxKinds - int(builtinKinds)

// addTerms compiles the rules and dictionaries whose kinds are enabled.
func (e *Engine) addTerms(o Options, parsed []*syntax.Regexp) error {
	t := &terms{}
	var fragments []string
	kind := KindID(builtinKinds)
	owners := map[string][]int32{}
	for i, r := range o.Rules {
		if e.enabled[kind] {
			if err := t.addRule(r, parsed[i], kind, owners); err != nil {
				return fmt.Errorf("rule %s: %w", r.Name, err)
			}
		}
		kind++
	}
	for word, rules := range owners {
		fragments = append(fragments, word)
		slices.Sort(rules)
	}
	slices.Sort(fragments)
	if len(fragments) > 0 {
		t.keywords = newLexicon(fragments)
		for _, word := range fragments {
			t.owners = append(t.owners, owners[word])
		}
	}
	entries := t.addDictionaries(e, o.Dictionaries, kind)
	if len(t.patterns) == 0 && len(entries) == 0 {
		return nil
	}
	if len(entries) > 0 {
		t.words = sync.OnceValue(func() *vocabulary { return newVocabulary(entries) })
	}
	t.gate = newGate(gateWords(fragments, entries))
	t.gate.every = t.gate.every || len(t.always) > 0
	t.reach = min(t.reach*maxWritten, MaxRuleMatch)
	t.stars = e.starred
	t.masks = newMaskTable(e)
	e.terms = t
	return e.checkMasks(o.Rules, parsed)
}

func (t *terms) addRule(r Rule, re *syntax.Regexp, kind KindID, owners map[string][]int32) error {
	compiled, err := newPattern(r.Pattern, re, kind)
	if err != nil {
		return err
	}
	words := r.words(re)
	id := int32(len(t.patterns))
	t.patterns = append(t.patterns, compiled)
	t.reach = max(t.reach, compiled.longest)
	if compiled.longest == 0 {
		t.reach = MaxRuleMatch
	}
	if len(words) == 0 {
		t.always = append(t.always, id)
	}
	for _, w := range sortedUnique(words) {
		owners[w] = append(owners[w], id)
	}
	return nil
}

// gateWords are the keywords and the words of the terms.
func gateWords(keywords []string, terms []termEntry) []gateWord {
	all := make([]gateWord, 0, len(keywords)+len(terms))
	for _, w := range keywords {
		all = append(all, gateWord{w, true})
	}
	for i := range terms {
		all = append(all, gateWord{terms[i].word, terms[i].inside})
	}
	return all
}

// addDictionaries lists the terms.
func (t *terms) addDictionaries(e *Engine, all []Dictionary, kind KindID) []termEntry {
	size := 0
	for _, d := range all {
		size += len(d.Terms)
	}
	entries := make([]termEntry, 0, size)
	for _, d := range all {
		if e.enabled[kind] {
			t.inside = t.inside || d.InsideWords
			for _, text := range d.Terms {
				one := termEntry{foldWord(text), term{kind: kind, inside: d.InsideWords}}
				if d.MatchCase {
					one.exact = exactWord(text)
				}
				t.reach = max(t.reach, len(text))
				if one.word != "" {
					entries = append(entries, one)
				}
			}
		}
		kind++
	}
	return entries
}

// maxWritten is the length in bytes of the longest usual way to write a byte:
// \\\\u0041. What is written longer still is found up to MaxRuleMatch only
// where it begins early in its stretch.
const maxWritten = 12

// Context is how many bytes before and after an owned part that begins or ends
// inside a line a window of this engine has to hold: more than ContextBehind
// and ContextAhead if there are rules or dictionaries.
func (e *Engine) Context() (behind, ahead int) {
	if e.terms == nil {
		return ContextBehind, ContextAhead
	}
	return termContext, termContext
}
