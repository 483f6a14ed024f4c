package main

import (
	"github.com/DataDog/datadog-agent/pkg/util/scrubber"

	"scrim/bench/peers/lines"
)

func main() { lines.Main(newRedact()) }

// newRedact uses ScrubLine: ScrubBytes leaves out lines that begin with #, so
// it is no filter for logs. What it does besides, over several lines, is to
// mask certificates, keys and SNMP settings.
func newRedact() lines.Redact {
	s := scrubber.NewWithDefaults()
	return lines.Each(func(dst, line []byte) []byte { return append(dst, s.ScrubLine(string(line))...) })
}
