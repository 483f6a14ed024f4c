package cases

import (
	"slices"
	"strings"
)

const (
	// elided stands for text of any length that is not shown.
	elided = "…"
	// hidden stands for text of any length that the other side does not have.
	hidden = "‹hidden›"
	// someStars stands for a run of them: their number is the length of a value.
	someStars = "***"
	// maxMarks is how many bytes of structure are shown in a row, blanks and stars
	// counted: a value can be made of them too.
	maxMarks = 4
	// maxSketch is how many pieces of a line are shown, and leadIn how many of
	// them before its first difference.
	maxSketch = 60
	leadIn    = 20
)

// skeleton is the skeleton of a line while it is made.
type skeleton struct {
	pieces []string
	first  int // the piece of the first difference, or -1
	marked int // bytes of structure in a row
}

// sketch is the skeleton of a line; same are the tokens that the other side has
// too.
func sketch(line []token, same []bool) string {
	s := skeleton{first: -1}
	for i, t := range line {
		if !same[i] && s.first < 0 {
			s.first = len(s.pieces)
		}
		s.add(t, same[i])
	}
	return strings.Join(s.window(), "")
}

// add adds what may be shown of a token.
func (s *skeleton) add(t token, same bool) {
	piece := elided
	switch {
	case t.form == formMask:
		piece = t.text
	case t.form == formStars:
		piece = someStars
	case !same:
		piece = hidden
	case t.form == formMark || t.form == formWord && isCommon(t.text):
		piece = t.text
	case t.form == formBlank:
		piece = " "
	}
	switch {
	case t.form == formMask || t.form == formWord || t.form == formOther || piece == hidden:
		s.marked = 0
	case s.marked+len(piece) > maxMarks:
		s.marked, piece = maxMarks, elided
	default:
		s.marked += len(piece)
	}
	s.put(piece)
}

// put adds a piece. Of several that are not shown one is left: how many words
// they have is nobody's business.
func (s *skeleton) put(piece string) {
	n := len(s.pieces)
	if piece == elided || piece == hidden {
		if n > 0 && s.pieces[n-1] == piece {
			return
		}
		if n > 1 && s.pieces[n-1] == " " && s.pieces[n-2] == piece {
			s.pieces = s.pieces[:n-1]
			return
		}
	}
	s.pieces = append(s.pieces, piece)
}

// window is what is shown of a long line.
func (s *skeleton) window() []string {
	if len(s.pieces) <= maxSketch {
		return s.pieces
	}
	lo := max(0, min(s.first, len(s.pieces)-1)-leadIn)
	hi := min(len(s.pieces), lo+maxSketch)
	shown := slices.Clone(s.pieces[lo:hi])
	if lo > 0 {
		shown = append([]string{elided + " "}, shown...)
	}
	if hi < len(s.pieces) {
		shown = append(shown, " "+elided)
	}
	return shown
}
