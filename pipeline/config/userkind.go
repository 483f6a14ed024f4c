package config

import (
	"errors"
	"regexp/syntax"
	"slices"

	"scrim/detectors"
)

// The keys of [[rule]] and [[dictionary]].
const (
	keyName       = "name"
	keyPattern    = "pattern"
	keyKeywords   = "keywords"
	keyFile       = "file"
	keyTerms      = "terms"
	keyIgnoreCase = "ignore_case"
	keyWholeWords = "whole_words"
)

const nameHint = "a small letter and then small letters, digits, _ and -, as in \"order-ref\""

// reservedNames are keys of [mask], where the kinds have an entry each.
var reservedNames = slices.Concat([]string{keyDefault, keyLabel, keyKeyFile, keyKeyEnv, keyKeyID}, secretKeys)

// userKinds reads the names of all rules and dictionaries before anything else,
// so that every section can name them.
func (r *reader) userKinds(root map[string]any) {
	count := 0
	for _, section := range []string{"rule", "dictionary"} {
		elements, _ := tables(root[section])
		for i, values := range elements {
			t := table{name: "[[" + section + "]]", path: path("").child(section).index(i), values: values}
			if count++; count == detectors.MaxUserKinds+1 {
				r.fail(r.places.find(t.path).key, "", "there are more than %d rules and dictionaries", detectors.MaxUserKinds)
			}
			r.userKind(t)
		}
	}
}

// userKind reads the name of one rule or dictionary.
func (r *reader) userKind(t table) {
	if !r.required(t, keyName) {
		return
	}
	w, ok := r.text(t, keyName)
	switch {
	case !ok:
	case slices.Contains(r.kinds, w.text):
		hint := ""
		if slices.Contains(detectors.KindNames(), w.text) {
			hint = "built-in kinds keep their names"
		}
		r.fail(w.at, hint, "the name %s is taken", shown(w.text))
	case slices.Contains(reservedNames, w.text):
		r.fail(w.at, "", "the name %s is a setting of [mask]", shown(w.text))
	case detectors.CheckName(w.text) != nil:
		r.fail(w.at, nameHint, "%s is not a name", shown(w.text))
	default:
		r.kinds = append(r.kinds, w.text)
	}
}

// arrayOf is the elements of an array of tables.
func (r *reader) arrayOf(name string, v any) ([]table, bool) {
	at := path("").child(name)
	elements, ok := tables(v)
	if !ok {
		r.fail(r.places.find(at).key, "write [["+name+"]]", "%s must be an array of tables, not %s", name, typeName(v))
		return nil, false
	}
	all := make([]table, 0, len(elements))
	for i, values := range elements {
		all = append(all, table{name: "[[" + name + "]]", path: at.index(i), values: values})
	}
	return all, true
}

// rule reads every [[rule]].
func (r *reader) rule(v any, c *Config) {
	all, _ := r.arrayOf("rule", v)
	for _, t := range all {
		r.unknownKeys(t, []string{keyName, keyPattern, keyKeywords})
		name, _ := t.values[keyName].(string)
		rule := detectors.Rule{Name: name, Keywords: r.keywords(t)}
		if !r.required(t, keyPattern) {
			continue
		}
		pattern, ok := r.text(t, keyPattern)
		if !ok {
			continue
		}
		rule.Pattern = pattern.text
		r.checkRule(rule, pattern.at)
		c.rules = append(c.rules, rule)
	}
}

// keywords reads the words without which a rule cannot match.
func (r *reader) keywords(t table) (words []string) {
	list, ok := r.texts(t, keyKeywords)
	if ok && emptyArray(t, keyKeywords) {
		r.fail(r.valueAt(t, keyKeywords), "leave it out", "keywords is empty")
	}
	for _, w := range list {
		if w.text == "" {
			r.fail(w.at, "", "this keyword is empty")
			continue
		}
		words = append(words, w.text)
	}
	return words
}

// checkRule reports a pattern that cannot be used, and warns of one that costs
// a look at every line.
func (r *reader) checkRule(rule detectors.Rule, at position) {
	rule.Name = "rule" // the name has errors of its own
	err := rule.Check()
	var parse *syntax.Error
	switch {
	case errors.As(err, &parse):
		r.fail(at, patternHint(parse.Code), "this pattern is not a regular expression: %s", string(parse.Code))
	case errors.Is(err, detectors.ErrEmptyMatch):
		r.fail(at, "ask for at least one character, as + does in place of *", "this pattern matches the empty text")
	case err == nil && rule.Costly():
		r.warn(at, "add keywords of which every match holds one", "this rule is tried on every line: its pattern has no literal part")
	}
}

func patternHint(code syntax.ErrorCode) string {
	switch code {
	case syntax.ErrInvalidPerlOp:
		return "RE2 has neither look-around nor back-references"
	case syntax.ErrInvalidRepeatSize:
		return "a repeat count is at most 1000"
	}
	return "see go doc regexp/syntax"
}
