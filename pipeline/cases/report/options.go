package report

// Options say how a report is written.
type Options struct {
	// Config is the path of the configuration, as reports call it.
	Config string
	// RequireCoverage makes a failure of a rule or dictionary that lacks a case.
	// Of a report as JSON it changes nothing.
	RequireCoverage bool
	// Quiet leaves out of a text all but failures.
	Quiet bool
	// Good and Bad paint words of a text; nil leaves them as they are.
	Good, Bad func(word string) string
}

func (o *Options) good(word string) string { return painted(o.Good, word) }
func (o *Options) bad(word string) string  { return painted(o.Bad, word) }

func painted(paint func(string) string, word string) string {
	if paint == nil {
		return word
	}
	return paint(word)
}
