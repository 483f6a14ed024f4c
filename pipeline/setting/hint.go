package setting

import (
	"slices"
	"strings"
)

// hinted is an error with what the user can do about it.
type hinted struct {
	error
	hint string
}

// WithHint adds to an error what the user can do about it, which is not part of
// its text. An empty hint adds nothing. The hint holds no secret.
func WithHint(err error, hint string) error {
	if err == nil || hint == "" {
		return err
	}
	return &hinted{err, hint}
}

// Unwrap returns the error without the hint.
func (h *hinted) Unwrap() error { return h.error }

// Hint returns the hint.
func (h *hinted) Hint() string { return h.hint }

// HintOf is what the user can do about an error, or empty: the outermost hint, and
// those of all errors that are joined in it. Errors of other packages give theirs
// by a method Hint.
func HintOf(err error) string {
	var all []string
	for _, hint := range hints(err) {
		if !slices.Contains(all, hint) {
			all = append(all, hint)
		}
	}
	return strings.Join(all, "; ")
}

func hints(err error) (all []string) {
	if h, ok := err.(interface{ Hint() string }); ok && h.Hint() != "" {
		return []string{h.Hint()}
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return hints(e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			all = append(all, hints(one)...)
		}
	}
	return all
}
