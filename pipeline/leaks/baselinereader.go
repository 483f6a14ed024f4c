package leaks

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"scrim/detectors"
	"scrim/pipeline/setting"
)

// baselineReader reads reports token by token, so that memory is for the
// fingerprints alone. All formats name what it looks for alike, so that it need not
// know which one it reads.
type baselineReader struct {
	lines  *findingLines
	in     *json.Decoder
	keyID  string
	known  map[detectors.Fingerprint]struct{}
	keyIDs []string // those that the report lists
	// objects says of every value that is open whether it is an object; name is the
	// last member that began, and isName that the next text is one.
	objects []bool
	name    string
	isName  bool
	seen    bool // something that only a report has
	// sarif says that this is sarif, which does not list all findings, and
	// unlisted that there are secrets that a report leaves out.
	sarif, unlisted bool
}

// What a baseline is refused for, and what to do.
const (
	hintReport = "give a report that scrim scan wrote with --format json, jsonl or sarif"
	hintKey    = "give --key-file the key with which the report was made, or make it again with this one"
)

// maxDepth is how deep a report may be nested; those of scrim need less than 20.
const maxDepth = 100

func newBaselineReader(r io.Reader, keyID string) *baselineReader {
	known := make(map[detectors.Fingerprint]struct{})
	lines := newFindingLines(r, keyID, known)
	return &baselineReader{lines: lines, in: json.NewDecoder(lines), keyID: keyID, known: known}
}

// read reads everything. What stands in the way is described without quoting the
// file, which may be another than the user meant.
func (b *baselineReader) read() error {
	for {
		token, err := b.in.Token()
		switch {
		case err == io.EOF && len(b.objects) == 0:
			return b.judge()
		case err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF):
			return refuse("ends in the middle of a report")
		case isSyntax(err):
			return refuse("is not JSON")
		case err != nil:
			return fmt.Errorf("cannot read the baseline: %w", err)
		}
		if err := b.take(token); err != nil {
			return err
		}
	}
}

func isSyntax(err error) bool {
	var syntax *json.SyntaxError
	return errors.As(err, &syntax)
}

func refuse(what string) error {
	return setting.WithHint(errors.New("the baseline "+what), hintReport)
}

// take follows the nesting, and looks at names and values.
func (b *baselineReader) take(token json.Token) error {
	if text, ok := token.(string); ok && b.isName {
		b.name, b.isName = text, false
		b.seen = b.seen || text == "config_sha256"
		return nil
	}
	switch token {
	case json.Delim('{'), json.Delim('['):
		b.objects = append(b.objects, token == json.Delim('{'))
		if len(b.objects) > maxDepth {
			return refuse("is nested deeper than any report")
		}
	case json.Delim('}'), json.Delim(']'):
		b.objects = b.objects[:len(b.objects)-1]
	default:
		if err := b.value(token); err != nil {
			return err
		}
	}
	b.isName = len(b.objects) > 0 && b.objects[len(b.objects)-1]
	return nil
}

// value takes a value of the last member, or of the array that it is.
func (b *baselineReader) value(token json.Token) error {
	text, _ := token.(string)
	switch b.name {
	case "fingerprint":
		return b.fingerprint(text)
	case "scrim/v1":
		b.sarif = true
		return b.fingerprint(text)
	case "secrets_not_listed":
		b.unlisted = b.unlisted || token != float64(0)
	case "key_id":
		if text != b.keyID {
			return b.otherKey(text)
		}
	case "key_ids":
		b.keyIDs = append(b.keyIDs, text)
	case "key_is_ephemeral":
		if token == true {
			return setting.WithHint(errors.New("the baseline was made without a key of its own, so its fingerprints mean nothing to another run"),
				"make it again with --key-file")
		}
	}
	return nil
}

func (b *baselineReader) fingerprint(text string) error {
	f, err := detectors.ParseFingerprint(text)
	if err != nil {
		return refuse("holds a fingerprint that is none: " + err.Error())
	}
	b.seen = true
	b.known[f] = struct{}{}
	return b.tooMany()
}

func (b *baselineReader) tooMany() error {
	if len(b.known) > maxAccepted {
		return fmt.Errorf("the baseline holds more than %d secrets", maxAccepted)
	}
	return nil
}

// judge tells whether what was read to its end is a report, under the right key.
func (b *baselineReader) judge() error {
	if b.in.InputOffset() > 0 && !b.seen && !b.lines.taken {
		return refuse("is no report of scrim")
	}
	if err := b.tooMany(); err != nil {
		return err
	}
	if len(b.keyIDs) > 0 && !slices.Contains(b.keyIDs, b.keyID) {
		return b.otherKey(b.keyIDs[0])
	}
	return nil
}

// otherKey quotes the id only if it looks like one, since the file may be
// anything.
func (b *baselineReader) otherKey(id string) error {
	if len(id) != len(b.keyID) {
		id = "another"
	}
	return setting.WithHint(fmt.Errorf("the baseline was made with the key %q and not with %q", id, b.keyID), hintKey)
}
