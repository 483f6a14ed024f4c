package text

import (
	"bufio"
	"io"

	"scrim/pipeline/leaks"
	"scrim/sinks/report/terminal"
)

// bufferSize is how much is written at once, in bytes.
const bufferSize = 64 << 10

// Write writes a report, in colour or without.
func Write(w io.Writer, s *leaks.Summary, colour bool) error {
	p := &page{out: bufio.NewWriterSize(w, bufferSize), brush: terminal.NewBrush(colour)}
	if s.Findings > 0 {
		p.files(s)
		p.totals(s)
	}
	p.evidence(&s.Evidence)
	p.notListed(s)
	p.verdict(s)
	return p.out.Flush()
}

// page is what is written. An error of the writer stays with its buffer, which
// returns it at the end.
type page struct {
	out   *bufio.Writer
	brush terminal.Brush
}

func (p *page) write(text string) { p.out.WriteString(text) }
