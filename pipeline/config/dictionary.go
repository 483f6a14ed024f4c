package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"scrim/detectors"
)

// maxTermsBytes is the largest file of terms: some millions of names. The file
// and its terms are in memory while they are compiled.
const maxTermsBytes = 64 << 20

// maxTermErrors is how many wrong lines of one file are reported.
const maxTermErrors = 10

// dictionary reads every [[dictionary]].
func (r *reader) dictionary(v any, c *Config) {
	all, _ := r.arrayOf("dictionary", v)
	for _, t := range all {
		r.unknownKeys(t, []string{keyName, keyFile, keyTerms, keyIgnoreCase, keyWholeWords})
		name, _ := t.values[keyName].(string)
		entry := dictionaryEntry{Dictionary: detectors.Dictionary{
			Name:        name,
			MatchCase:   !r.flag(t, keyIgnoreCase, true),
			InsideWords: !r.flag(t, keyWholeWords, true),
		}}
		if r.termSource(t, &entry) {
			c.dictionaries = append(c.dictionaries, entry)
		}
	}
}

// dictionaryEntry is a dictionary whose terms may still be in a file.
type dictionaryEntry struct {
	detectors.Dictionary
	file string
	at   position
}

// flag reads a boolean.
func (r *reader) flag(t table, key string, unsaid bool) bool {
	v, ok := t.values[key]
	if !ok {
		return unsaid
	}
	b, ok := v.(bool)
	if !ok {
		r.fail(r.valueAt(t, key), "", "%s must be true or false, not %s", key, typeName(v))
		return unsaid
	}
	return b
}

// termSource reads where the terms are, of which there is exactly one.
func (r *reader) termSource(t table, d *dictionaryEntry) bool {
	switch {
	case t.has(keyFile) && t.has(keyTerms):
		at := later(r.keyAt(t, keyFile), r.keyAt(t, keyTerms))
		r.fail(at, "keep one of them", "file and terms exclude each other")
		return false
	case t.has(keyFile):
		w, ok := r.text(t, keyFile)
		d.file, d.at = w.text, w.at
		return ok
	case t.has(keyTerms):
		words, ok := r.texts(t, keyTerms)
		if ok && emptyArray(t, keyTerms) {
			r.fail(r.valueAt(t, keyTerms), "", "terms is empty")
		}
		for _, w := range words {
			if err := detectors.CheckTerm(w.text); err != nil {
				r.fail(w.at, "", "this term cannot be found: %v", err)
				continue
			}
			d.Terms = append(d.Terms, w.text)
		}
		return ok
	}
	r.fail(r.places.find(t.path).key, "add file = \"…\" or terms = [\"…\"]", "%s needs file or terms", t.name)
	return false
}

// load reads the file of a dictionary, if it has one, and takes its hash; a
// relative path starts at dir. Errors of its lines name the file as the
// configuration does.
func (d dictionaryEntry) load(dir, config string) (of detectors.Dictionary, sum string, errs Errors) {
	if d.file == "" {
		return d.Dictionary, "", nil
	}
	path := d.file
	if !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	wrong := func(msg, hint string) Errors {
		return Errors{{File: config, Line: d.at.line, Col: d.at.col, Msg: msg, Hint: hint}}
	}
	data, err := readLimited(path, maxTermsBytes)
	if err != nil {
		hint := ""
		if !filepath.IsAbs(d.file) && errors.Is(err, fs.ErrNotExist) {
			hint = "a relative path starts at the configuration file"
		}
		return d.Dictionary, "", wrong(fmt.Sprintf("cannot read the terms: %v", err), hint)
	}
	terms, errs := readTerms(path, data)
	if len(terms) == 0 && len(errs) == 0 {
		errs = wrong("this file has no terms", "one term a line; lines that begin with # are skipped")
	}
	d.Terms = terms
	return d.Dictionary, sumOf(data), errs
}

// readTerms reads one term a line; blank lines and those that begin with # are
// skipped, and so are blanks around a term.
func readTerms(name string, data []byte) (terms []string, errs Errors) {
	data = bytes.TrimPrefix(data, []byte(byteOrderMark))
	line := 0
	for text := range strings.Lines(string(data)) {
		line++
		term := strings.TrimSpace(text)
		if term == "" || term[0] == '#' {
			continue
		}
		if err := detectors.CheckTerm(term); err != nil {
			col := strings.Index(text, term) + 1
			errs = append(errs, &Error{File: name, Line: line, Col: col, Msg: fmt.Sprintf("this term cannot be found: %v", err)})
			if len(errs) == maxTermErrors {
				return terms, errs
			}
			continue
		}
		terms = append(terms, term)
	}
	return terms, errs
}
