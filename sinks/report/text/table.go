package text

import (
	"strings"
	"unicode/utf8"

	"scrim/sinks/report/amount"
)

// cell is a part of a row, in a colour or in none.
type cell struct {
	text, colour string
	// number cells are aligned to the right.
	number bool
}

func word(text string) cell { return cell{text: text} }

func number(n int64) cell { return cell{text: amount.Of(n), number: true} }

// row has as many cells as the other rows of its table.
type row []cell

// gap is between two columns.
const gap = "  "

// widths are those that the rows need, of all columns but the last.
func widths(tables ...[]row) (all []int) {
	for _, rows := range tables {
		for _, r := range rows {
			for i, c := range r {
				if i == len(all) {
					all = append(all, 0)
				}
				all[i] = max(all[i], utf8.RuneCountInString(c.text))
			}
		}
	}
	return all
}

// table writes rows in columns of the given widths.
func (p *page) table(rows []row, widths []int) {
	for _, r := range rows {
		for i, c := range r {
			p.write(gap)
			p.cell(c, widths[i], i == len(r)-1)
		}
		p.write("\n")
	}
}

func (p *page) cell(c cell, width int, last bool) {
	blanks := strings.Repeat(" ", width-utf8.RuneCountInString(c.text))
	if c.number {
		p.write(blanks)
	}
	p.write(p.paint(c))
	if !c.number && !last {
		p.write(blanks)
	}
}

func (p *page) paint(c cell) string {
	if c.colour == "" || c.text == "" {
		return c.text
	}
	return p.brush(c.colour, c.text)
}
