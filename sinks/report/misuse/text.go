package misuse

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"scrim/detectors"
	"scrim/pipeline/misuse"
	"scrim/sinks/report/terminal"
)

// colours of the severities.
var colours = map[detectors.Severity]string{
	detectors.SeverityCritical: terminal.Magenta, detectors.SeverityHigh: terminal.Red,
	detectors.SeverityMedium: terminal.Yellow, detectors.SeverityLow: terminal.Blue,
}

// writeText writes the signals under their severities, the worst first.
func writeText(w io.Writer, r *Report) error {
	var b strings.Builder
	paint := terminal.NewBrush(r.Colour)
	for i := range r.Signals {
		s := &r.Signals[i]
		if i == 0 || r.Signals[i-1].Severity != s.Severity {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(paint(colours[s.Severity], strings.ToUpper(s.Severity.String())) + "\n")
		}
		writeSignal(&b, s, paint)
	}
	if len(r.Signals) > 0 {
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%s in %s\n", count(int64(len(r.Signals)), "signal"), count(r.Requests, "request"))
	fmt.Fprintf(&b, "credentials in requests: %d; lines with tokens and without a request: %d\n", r.Tokens, r.Unread.Lines)
	if len(r.Signals) > 0 {
		key := "fingerprints under a key of this run: they mean nothing outside of this report"
		if r.KeyID != "" {
			key = "fingerprints under the key " + r.KeyID
		}
		b.WriteString(key + "\n")
	}
	for _, f := range r.Forgotten {
		fmt.Fprintf(&b, "more than %d %s: %d that were seen least recently were forgotten; %s\n", f.Kept, f.What, f.Count, f.Means)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeSignal(b *strings.Builder, s *misuse.Signal, paint terminal.Brush) {
	fmt.Fprintf(b, "  %s: %s (%s, %s)\n", paint(colours[s.Severity], s.Name), s.Reason, count(s.Count, "request"), strings.Join(weaknesses(s.CWE), " "))
	for _, about := range [...]struct{ name, value string }{{"token", s.Token}, {"subject", s.Subject}, {"endpoint", s.Endpoint}} {
		if about.value != "" {
			fmt.Fprintf(b, "    %s %s\n", about.name, terminal.Name(about.value))
		}
	}
	for _, e := range s.Evidence {
		fmt.Fprintf(b, "    %s:%d: %s\n", terminal.Name(e.File), e.Line, harmless(e.Text))
	}
}

// harmless is a line without what could disturb a terminal: control characters are
// written as in Go.
func harmless(line string) string {
	var b strings.Builder
	for i, c := range line {
		switch {
		case c == utf8.RuneError:
			b.WriteString(strings.Trim(strconv.Quote(line[i:i+1]), `"`))
		case unicode.IsPrint(c):
			b.WriteRune(c)
		default:
			b.WriteString(strings.Trim(strconv.QuoteRune(c), "'"))
		}
	}
	return b.String()
}

func count(n int64, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
