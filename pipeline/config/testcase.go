package config

import "slices"

// The keys of [[test]].
const (
	keyInput     = "input"
	keyMasked    = "masked"
	keyWant      = "want"
	keyUnchanged = "unchanged"
)

// Expectation is what a case says of the output; the word is the key's.
type Expectation string

// The expectations.
const (
	// ExpectMasked: the kinds that are masked in the input are these, no more
	// and no fewer.
	ExpectMasked Expectation = keyMasked
	// ExpectWant: the output is this text, byte for byte.
	ExpectWant Expectation = keyWant
	// ExpectUnchanged: the output is the input.
	ExpectUnchanged Expectation = keyUnchanged
)

// Case is a [[test]]: an input and what is expected of it.
type Case struct {
	Name   string
	Line   int    // where it begins in the configuration file, from 1
	Input  string // one line or several, never empty
	Expect Expectation
	Masked []string // kinds, each once and at least one, with ExpectMasked
	Want   string   // with ExpectWant
}

// Cases returns the cases in the order of the file; they are the caller's.
func (c *Config) Cases() []Case {
	all := slices.Clone(c.cases)
	for i := range all {
		all[i].Masked = slices.Clone(all[i].Masked)
	}
	return all
}

// testCase reads every [[test]]: a case that says what a configuration does.
func (r *reader) testCase(v any, c *Config) {
	all, _ := r.arrayOf("test", v)
	names := map[string]bool{}
	for _, t := range all {
		r.unknownKeys(t, []string{keyName, keyInput, keyMasked, keyWant, keyUnchanged})
		one := Case{Line: r.places.find(t.path).key.line}
		if r.required(t, keyName) {
			one.Name = r.caseName(t, names)
		}
		if r.required(t, keyInput) {
			w, _ := r.text(t, keyInput)
			one.Input = w.text
		}
		one.Masked = r.maskedKinds(t)
		one.Want = r.wanted(t)
		r.unchanged(t)
		one.Expect = r.expectation(t)
		c.cases = append(c.cases, one)
	}
}

// caseName reads a name, by which reports tell one case from the other.
func (r *reader) caseName(t table, names map[string]bool) string {
	w, ok := r.text(t, keyName)
	if ok && names[w.text] {
		r.fail(w.at, "reports tell cases by their names", "another [[test]] has this name")
	}
	names[w.text] = true
	return w.text
}

func (r *reader) maskedKinds(t table) []string {
	if emptyArray(t, keyMasked) {
		r.fail(r.valueAt(t, keyMasked), "write unchanged = true", "masked names no kind")
		return nil
	}
	return r.kindList(t, keyMasked)
}

// wanted reads want, which may be empty: so may be what a mask leaves.
func (r *reader) wanted(t table) string {
	v, ok := t.values[keyWant]
	if !ok {
		return ""
	}
	want, ok := v.(string)
	if !ok {
		r.fail(r.valueAt(t, keyWant), "", "want must be a string, not %s", typeName(v))
	}
	return want
}

// unchanged refuses false, which reads as if something had to change.
func (r *reader) unchanged(t table) {
	if v, ok := t.values[keyUnchanged].(bool); ok && !v {
		r.fail(r.valueAt(t, keyUnchanged), "write masked or want", "unchanged = false does not say what to expect")
		return
	}
	r.flag(t, keyUnchanged, false)
}

// expectation makes sure that a case says one thing.
func (r *reader) expectation(t table) (said Expectation) {
	count := 0
	for _, e := range []Expectation{ExpectMasked, ExpectWant, ExpectUnchanged} {
		if t.has(string(e)) {
			said = e
			count++
		}
	}
	if count != 1 {
		r.fail(r.places.find(t.path).key, "masked, want or unchanged", "%s says %d of what to expect and must say one", t.name, count)
	}
	return said
}
