package detectors

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

// Rule is a regular expression of the user's own; its name becomes a kind.
type Rule struct {
	// Name is a new kind's: [a-z][a-z0-9_-]*, see CheckName.
	Name string
	// Pattern is RE2. It is matched in each line, as it is written and
	// decoded; ^ and $ are the ends of a line. A match is at most
	// MaxRuleMatch long; a longer one ends there.
	Pattern string
	// Keywords are words of which every match holds one, in any case. A rule is
	// tried only on lines that hold one. If there are none they are derived
	// from the pattern; see Costly.
	Keywords []string
}

// MaxRuleMatch is the longest match of a rule in bytes: 64 KiB.
const MaxRuleMatch = 64 << 10

// The errors of a rule, for callers that say more of where it stands.
var (
	// ErrPattern is a pattern that is not RE2; it wraps *syntax.Error.
	ErrPattern = errors.New("the pattern is not a regular expression")
	// ErrEmptyMatch is a pattern that matches where nothing stands.
	ErrEmptyMatch = errors.New("the pattern matches the empty text")
	// ErrEmptyKeyword is a keyword without a character.
	ErrEmptyKeyword = errors.New("a keyword is empty")
	// ErrMatchesMask is a pattern that takes a whole mask for a value.
	ErrMatchesMask = errors.New("the pattern matches masks")
)

// Check reports what is wrong with a rule by itself.
func (r Rule) Check() error {
	_, err := r.parse()
	return err
}

// parse checks a rule and returns its pattern's syntax.
func (r Rule) parse() (*syntax.Regexp, error) {
	if err := CheckName(r.Name); err != nil {
		return nil, err
	}
	if slices.Contains(r.Keywords, "") {
		return nil, ErrEmptyKeyword
	}
	re, err := parsePattern(r.Pattern)
	if err != nil {
		return nil, err
	}
	if minLength(re) == 0 {
		return nil, ErrEmptyMatch
	}
	return re, nil
}

// Costly tells whether nothing spares the rule a look at every line: it has no
// keywords with a letter or a digit and none can be derived from its pattern.
func (r Rule) Costly() bool {
	if len(r.Keywords) > 0 {
		return len(r.words(nil)) == 0
	}
	re, err := parsePattern(r.Pattern)
	return err == nil && len(r.words(re)) == 0
}

// Words returns of what a line has to hold one, in any case, for the rule to be
// tried on it: its keywords, or else literal parts of its pattern. It returns none
// if the rule is tried on every line. A blank stands for a plus sign too.
func (r Rule) Words() []string {
	re, err := parsePattern(r.Pattern)
	if err != nil {
		return nil
	}
	return r.words(re)
}

// parsePattern parses a pattern; the ends of a text become those of a line.
func parsePattern(pattern string) (*syntax.Regexp, error) {
	re, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrPattern, err)
	}
	lineAnchors(re)
	return re, nil
}

// words are the rule's keywords, folded, or else those of its pattern, of which
// this is the syntax.
func (r Rule) words(re *syntax.Regexp) (words []string) {
	if len(r.Keywords) == 0 {
		return requiredLiterals(re.Simplify())
	}
	for _, k := range r.Keywords {
		w := foldWord(k)
		if isUnspecific(w) {
			return nil
		}
		words = append(words, w)
	}
	return words
}

// CheckName tells whether a name can be that of a new kind.
func CheckName(name string) error {
	for i := range len(name) {
		c := name[i]
		if !isLowerCase(c) && (i == 0 || !isDigit(c) && c != '_' && c != '-') {
			return errors.New("a name is a small letter and then small letters, digits, _ and -")
		}
	}
	if name == "" || len(name) > MaxName {
		return fmt.Errorf("a name has 1 to %d characters", MaxName)
	}
	if slices.Contains(KindNames(), name) {
		return fmt.Errorf("%q is a built-in kind", name)
	}
	return nil
}

// MaxName is the longest name of a rule or dictionary: its label fits into the
// longest mask, also as the beginning of a pseudonym.
const MaxName = 40

// checkMasks refuses a pattern that takes the mask of a built-in kind or its
// own for a value. A part of a mask is safe: no match goes over its edges.
func (e *Engine) checkMasks(rules []Rule, parsed []*syntax.Regexp) error {
	var builtin []string
	for id := range int(builtinKinds) {
		builtin = append(builtin, e.masks[id].example())
	}
	all := literalText(strings.Join(builtin, "\n"))
	for i, r := range rules {
		own := e.masks[int(builtinKinds)+i].example()
		if words := literals(parsed[i]); !holdsAny(all, words) && !holdsAny(literalText(own), words) {
			continue // fast path
		}
		re, err := regexp.Compile(`\A(?:` + r.Pattern + `)\z`)
		if err != nil {
			continue // flags inside of the pattern; the pattern itself compiles
		}
		for _, mask := range append(builtin, own) {
			if mask != "" && re.MatchString(mask) {
				return fmt.Errorf("rule %s: %w (write it so that %s does not match)", r.Name, ErrMatchesMask, strings.TrimSpace(mask))
			}
		}
	}
	return nil
}

// literals are words of which every match of a pattern holds one, see
// literalText; none if they are not easy to tell.
func literals(re *syntax.Regexp) []string {
	words := requiredLiterals(re.Simplify())
	for _, w := range words {
		if !isPlain(strings.ReplaceAll(w, " ", "")) {
			return nil
		}
	}
	return words
}

// literalText is a text as literals have it: folded, with a blank for a plus
// sign. It is empty if it is not ASCII, of which some characters have a case
// beyond it.
func literalText(text string) string {
	if !isASCII(text) {
		return ""
	}
	return strings.ReplaceAll(strings.ToLower(text), "+", " ")
}

// holdsAny tells whether a text may hold one of the words.
func holdsAny(text string, words []string) bool {
	return text == "" || len(words) == 0 || slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) })
}
