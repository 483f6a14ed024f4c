package chart

import (
	_ "embed"
	"io"
	"math"
)

// Bars is a chart of horizontal bars, at least one, on a logarithmic scale.
// Every bar has its value printed beside it and may have columns of text.
type Bars struct {
	Title, Note string
	// Measure says what the length of a bar is.
	Measure string
	Columns []string
	Rows    []Row
}

// Row is one bar.
type Row struct {
	Name, Detail string
	// Value must be above zero.
	Value float64
	// Sort selects the colour.
	Sort Sort
	// Cells are as many as the chart has columns.
	Cells []string
}

// Sort says what a bar stands for.
type Sort string

// Ours is the tool that the others are compared with, Limit is no tool but
// what none can exceed.
const (
	Peer  Sort = ""
	Ours  Sort = "ours"
	Limit Sort = "limit"
)

// Places in the picture, in its units.
const (
	margin     = 20.0
	nameWidth  = 178.0
	barWidth   = 330.0
	valueWidth = 66.0 // beside the longest bar
	cellWidth  = 94.0
	headHeight = 104.0
	rowHeight  = 38.0
	thickness  = 18.0
	footHeight = 30.0
)

// layout is a chart with every place worked out.
type layout struct {
	Bars
	Width, Height float64
	Top, Bottom   float64
	PlotX         float64
	HeadX         []float64
	Ticks         []tick
	Items         []item
}

type tick struct {
	At    float64
	Label string
}

type item struct {
	Row
	Y, BarY     float64
	Long, Thick float64
	Label       string
	LabelX      float64
	CellX       []float64
}

// place works out where everything stands.
func (b Bars) place() layout {
	low, high := b.ends()
	ticks := decades(low, high)
	x := margin + nameWidth
	s := scale{low: ticks[0], high: max(high, 10*ticks[0]), from: x, to: x + barWidth, log: true}
	l := layout{Bars: b, PlotX: x, Top: headHeight - 8, Bottom: headHeight + rowHeight*float64(len(b.Rows))}
	for _, v := range ticks {
		l.Ticks = append(l.Ticks, tick{s.at(v), short(v)})
	}
	for i := range b.Columns {
		l.HeadX = append(l.HeadX, x+barWidth+valueWidth+cellWidth*float64(i+1))
	}
	for i, r := range b.Rows {
		y := headHeight + rowHeight*(float64(i)+0.5)
		// A bar at the very beginning of the scale still has to be seen.
		long := max(2, s.at(r.Value)-x)
		l.Items = append(l.Items, item{
			Row: r, Y: y, BarY: y - thickness/2, Long: long, Thick: thickness,
			Label: Number(r.Value), LabelX: x + long + 7, CellX: l.HeadX,
		})
	}
	l.Width = x + barWidth + valueWidth + cellWidth*float64(len(b.Columns)) + margin
	l.Height = l.Bottom + footHeight
	return l
}

// ends are the lowest and the highest value.
func (b Bars) ends() (low, high float64) {
	low, high = math.Inf(1), 0
	for _, r := range b.Rows {
		low, high = min(low, r.Value), max(high, r.Value)
	}
	return low, high
}

//go:embed bars.svg.tmpl
var barsText string

var barsTemplate = parse("bars", barsText)

// WriteSVG draws the chart.
func (b Bars) WriteSVG(w io.Writer) error { return execute(w, barsTemplate, b.place()) }
