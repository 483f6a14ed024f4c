package main

import (
	"bytes"
	"fmt"
	"math"
	"math/bits"
	"strings"

	"scrim/detectors/domains/internal/label"
)

// writeTable writes a variable of the type nameTable.
func writeTable(b *bytes.Buffer, variable string, names []string) error {
	starts := []uint16{0}
	end := 0
	for _, name := range names {
		end += len(name)
		if end > math.MaxUint16 {
			return fmt.Errorf("%d bytes of names: too many for 16 bits", end)
		}
		starts = append(starts, uint16(end))
	}
	fmt.Fprintf(b, "var %s = nameTable{\n", variable)
	writeText(b, strings.Join(names, ""))
	writeNumbers(b, "starts", starts)
	writeNumbers(b, "slots", slots(names))
	b.WriteString("}\n\n")
	return nil
}

// slots places each name in a table that is at most half full.
func slots(names []string) []uint16 {
	table := make([]uint16, 1<<bits.Len(uint(2*len(names))))
	mask := uint32(len(table) - 1)
	for i, name := range names {
		slot := label.Hash([]byte(name)) & mask
		for table[slot] != 0 {
			slot = (slot + 1) & mask
		}
		table[slot] = uint16(i + 1)
	}
	return table
}

// How much is written to a line.
const (
	textColumns   = 90
	numberColumns = 16
)

// writeText writes the field text, cut between runes.
func writeText(b *bytes.Buffer, text string) {
	b.WriteString("text: \"\"")
	line := ""
	for _, r := range text {
		if line += string(r); len(line) >= textColumns {
			fmt.Fprintf(b, " +\n%q", line)
			line = ""
		}
	}
	fmt.Fprintf(b, " +\n%q,\n", line)
}

// writeNumbers writes a field with numbers.
func writeNumbers(b *bytes.Buffer, field string, numbers []uint16) {
	fmt.Fprintf(b, "%s: []uint16{", field)
	for i, n := range numbers {
		if i%numberColumns == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "%d,", n)
	}
	b.WriteString("\n},\n")
}
