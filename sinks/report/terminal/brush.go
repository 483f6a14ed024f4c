package terminal

// Brush wraps a word in a colour, or does not.
type Brush func(colour, word string) string

// The colours, as parameters of ECMA-48's SGR, all of one length so that columns
// stay aligned.
const (
	Red     = "31"
	Green   = "32"
	Yellow  = "33"
	Blue    = "34"
	Magenta = "35"
)

// Wanted tells whether to paint: on a terminal, unless the user's environment says
// that it is not wanted (no-color.org).
func Wanted(terminal bool, getenv func(string) string) bool {
	return terminal && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"
}

// NewBrush paints, or writes words as they are.
func NewBrush(colour bool) Brush {
	if !colour {
		return func(_, word string) string { return word }
	}
	return func(colour, word string) string { return "\x1b[" + colour + "m" + word + "\x1b[0m" }
}
