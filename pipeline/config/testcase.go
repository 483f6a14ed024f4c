package config

// testCase reads every [[test]]: a case that says what a configuration does.
func (r *reader) testCase(v any, _ *Config) {
	all, _ := r.arrayOf("test", v)
	for _, t := range all {
		r.unknownKeys(t, []string{keyName, "input", "masked", "want", "unchanged"})
		r.required(t, keyName)
		r.text(t, keyName)
		if r.required(t, "input") {
			r.text(t, "input")
		}
		words, _ := r.texts(t, "masked")
		for _, w := range words {
			r.knownKind(w)
		}
		r.flag(t, "unchanged", false)
		r.expectation(t)
	}
}

// expectation makes sure that a case says one thing.
func (r *reader) expectation(t table) {
	said := 0
	for _, key := range []string{"masked", "want", "unchanged"} {
		if t.has(key) {
			said++
		}
	}
	if said != 1 {
		r.fail(r.places.find(t.path).key, "masked, want or unchanged", "%s says %d of what to expect and must say one", t.name, said)
	}
}
