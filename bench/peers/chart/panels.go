package chart

import (
	_ "embed"
	"io"
)

// Panels are small multiples: charts of the same measure, on the same vertical
// scale from zero, each over something else.
type Panels struct {
	Title, Note string
	// Measure says what the height of a point is.
	Measure string
	Panels  []Panel
}

// Panel is one line.
type Panel struct {
	Title string
	// Log spaces the points by their logarithm; X must then be above zero.
	Log    bool
	Points []Point
	// Without is the value when nothing of the kind is there, drawn as a line
	// across; none is drawn for 0.
	Without float64
	// Reference says what Without is.
	Reference string
}

// Point is one measurement.
type Point struct {
	X, Y float64
	// Label is how X is written below the axis.
	Label string
}

const (
	panelWidth  = 425.0
	panelHeight = 258.0
	plotLeft    = 42.0 // for the labels of the vertical axis
	plotRight   = 20.0
	plotTop     = 42.0
	plotBottom  = 34.0
	panelsHead  = 66.0
	panelsInRow = 2
	inset       = 22.0 // between the axis and the first point
)

type panelsLayout struct {
	Panels
	Width, Height float64
	Cells         []cell
}

type cell struct {
	Panel
	X, Y, Left, Right, Base float64
	Across                  float64 // of Without; 0 for none
	Ticks                   []tick
	Dots                    []dot
}

type dot struct {
	X, Y  float64
	Below string
	Above string
}

func (p Panels) place() panelsLayout {
	ticks := steps(p.highest())
	rows := (len(p.Panels) + panelsInRow - 1) / panelsInRow
	l := panelsLayout{Panels: p, Width: panelWidth*panelsInRow + 2*margin, Height: panelsHead + panelHeight*float64(rows) + margin/2}
	for i, panel := range p.Panels {
		x := margin + panelWidth*float64(i%panelsInRow)
		y := panelsHead + panelHeight*float64(i/panelsInRow)
		l.Cells = append(l.Cells, panel.place(x, y, ticks))
	}
	return l
}

func (p Panels) highest() float64 {
	high := 0.0
	for _, panel := range p.Panels {
		high = max(high, panel.Without)
		for _, point := range panel.Points {
			high = max(high, point.Y)
		}
	}
	return high
}

func (p Panel) place(x, y float64, ticks []float64) cell {
	c := cell{Panel: p, X: x, Y: y, Left: x + plotLeft, Right: x + panelWidth - plotRight, Base: y + panelHeight - plotBottom}
	up := scale{low: ticks[0], high: ticks[len(ticks)-1], from: c.Base, to: y + plotTop}
	for _, v := range ticks {
		c.Ticks = append(c.Ticks, tick{up.at(v), short(v)})
	}
	if p.Without > 0 {
		c.Across = up.at(p.Without)
	}
	along := p.along(c)
	for _, point := range p.Points {
		c.Dots = append(c.Dots, dot{X: along(point.X), Y: up.at(point.Y), Below: point.Label, Above: Number(point.Y)})
	}
	return c
}

// along is the horizontal scale, from the first point to the last.
func (p Panel) along(c cell) func(float64) float64 {
	from, to := c.Left+inset, c.Right-inset
	if len(p.Points) < 2 {
		return func(float64) float64 { return (from + to) / 2 }
	}
	return scale{low: p.Points[0].X, high: p.Points[len(p.Points)-1].X, from: from, to: to, log: p.Log}.at
}

//go:embed panels.svg.tmpl
var panelsText string

var panelsTemplate = parse("panels", panelsText)

// WriteSVG draws the chart.
func (p Panels) WriteSVG(w io.Writer) error { return execute(w, panelsTemplate, p.place()) }
