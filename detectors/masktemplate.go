package detectors

import (
	"errors"
	"fmt"
	"strings"
)

// The fields of a template. {kind} and {KIND} are the kind's name, {key_id} is
// the key's: each is the same for all values of a kind.
const (
	fieldKind   = "{kind}"
	fieldKIND   = "{KIND}"
	fieldLength = "{length}"
	fieldHash   = "{hash}"
	fieldKeyID  = "{key_id}"
	fieldPlace  = "{place}"
)

var templateFields = []string{fieldKind, fieldKIND, fieldLength, fieldHash, fieldKeyID, fieldPlace}

// exampleTemplate is one that hints show.
const exampleTemplate = "<{kind}:{length}>"

// maxTemplate is the longest template in bytes, as long as a label.
const maxTemplate = maxMaskLabel

// templateMarks may stand in a template besides letters and digits: what a
// label may hold, and colons between fields.
const templateMarks = "_-.*#:"

// templateNeedsKey tells whether a template has a field that a key goes into.
func templateNeedsKey(template string) bool {
	return strings.Contains(template, fieldHash) || strings.Contains(template, fieldKeyID)
}

// CheckTemplate reports what is wrong with the template of a mask, without
// quoting it. It is text between a pair of brackets, [ ], < >, ( ) or { }: with
// letters, digits, _ - . * # : and the fields {kind}, {KIND}, {length}, {hash},
// {key_id} and {place}. The brackets tell where a mask begins and ends, a kind
// or a letter that it is one.
func CheckTemplate(template string) error {
	_, err := parseTemplate(template, "kind", "k1")
	return err
}

// parseTemplate makes the parts of the mask of one kind.
func parseTemplate(template, kind, keyID string) ([]maskPart, error) {
	n := len(template)
	switch {
	case n == 0:
		return nil, errors.New("the template is empty")
	case n > maxTemplate:
		return nil, fmt.Errorf("the template is longer than %d bytes", maxTemplate)
	case strings.IndexByte("[<({", template[0]) < 0 || n < 2 || template[0] != openingOf(template[n-1]) || fieldAt(template) != "":
		return nil, errBrackets
	}
	t := templateParser{kind: kind, keyID: keyID}
	t.add(template[:1])
	if err := t.inner(template[1 : n-1]); err != nil {
		return nil, err
	}
	t.add(template[n-1:])
	t.flush()
	return t.parts, t.check()
}

var errBrackets = errors.New("a template has to stand between brackets")

// templateParser collects the parts of a template.
type templateParser struct {
	kind, keyID string
	parts       []maskPart
	text        []byte // of the literal that is being read
	named       bool   // the kind or a letter stands in it
}

func (t *templateParser) add(text string) { t.text = append(t.text, text...) }

// flush ends a literal.
func (t *templateParser) flush() {
	if len(t.text) > 0 {
		t.parts = append(t.parts, literal(string(t.text)))
		t.text = t.text[:0]
	}
}

// inner reads what stands between the brackets.
func (t *templateParser) inner(rest string) error {
	for len(rest) > 0 {
		if field := fieldAt(rest); field != "" {
			t.field(field)
			rest = rest[len(field):]
			continue
		}
		c := rest[0]
		switch {
		case c == '{':
			return fmt.Errorf("the template has an unknown field: known are %s", strings.Join(templateFields, " "))
		case !isAlnum(c) && strings.IndexByte(templateMarks, c) < 0:
			return errors.New("the template has to be letters, digits, _ - . * # : and fields, between brackets")
		}
		t.named = t.named || isLetter(c)
		t.add(rest[:1])
		rest = rest[1:]
	}
	return nil
}

// fieldAt is the field that text begins with, or "".
func fieldAt(text string) string {
	for _, f := range templateFields {
		if strings.HasPrefix(text, f) {
			return f
		}
	}
	return ""
}

func (t *templateParser) field(field string) {
	switch field {
	case fieldKind:
		t.named = true
		t.add(t.kind)
	case fieldKIND:
		t.named = true
		t.add(strings.ToUpper(t.kind))
	case fieldKeyID:
		t.add(t.keyID)
	default:
		t.flush()
		t.parts = append(t.parts, maskPart{form: fieldForms[field]})
	}
}

var fieldForms = map[string]partForm{fieldLength: partLength, fieldHash: partHash, fieldPlace: partPlace}

// check refuses what could be mistaken: a mask without a word, and a length
// whose last digit cannot be told.
func (t *templateParser) check() error {
	if !t.named {
		return errors.New("a template needs {kind} or a letter, or its masks could be mistaken for something else")
	}
	for i, p := range t.parts {
		if p.form != partLength {
			continue
		}
		next := t.parts[i+1] // the closing bracket is always there
		if next.form == partHash || next.form == partLength || next.form == partLiteral && isDigit(next.text[0]) {
			return errors.New("a digit must not follow {length} in a template")
		}
	}
	return nil
}
