package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"scrim/pipeline/source"
)

// progress draws how much of the inputs, as stored, was read: a bar of its
// own, because the usual packages bring a web server or a template engine. A
// nil progress draws nothing.
type progress struct {
	w       io.Writer
	total   int64 // bytes; -1 if unknown
	before  int64 // bytes of the inputs that are done
	current *source.Source
	began   time.Time
	drawn   time.Time // when the bar was drawn last
	shown   bool
}

// barDelay keeps the bar away from runs that end before one could read it.
const barDelay = 300 * time.Millisecond

// barInterval is the time between two redraws: as often as numbers can be
// read.
const barInterval = 100 * time.Millisecond

// barCells is the width of the bar, in columns: it leaves room for the figures
// on a terminal of 80.
const barCells = 24

// wipe returns to the start of the line and empties it.
const wipe = "\r\x1b[K"

// newProgress is nil if no bar is wanted; toStdout says that data goes to
// standard output.
func (all *inputs) newProgress(when string, toStdout bool) *progress {
	size, known := all.plan.size()
	if !all.wantsBar(when, known, toStdout) {
		return nil
	}
	p := &progress{w: os.Stderr, total: size, began: time.Now()}
	all.con.clear = p.clear
	return p
}

// wantsBar decides for --progress auto: a bar where somebody looks, where the
// end is known, and where it does not run into the data.
func (all *inputs) wantsBar(when string, sizeKnown, toStdout bool) bool {
	switch when {
	case progressAlways:
		return true
	case progressNever:
		return false
	}
	dataOnTerminal := toStdout && term.IsTerminal(int(os.Stdout.Fd()))
	return !all.con.quiet && sizeKnown && !dataOnTerminal && term.IsTerminal(int(os.Stderr.Fd()))
}

// next is called with each input.
func (p *progress) next(src *source.Source) {
	if p == nil {
		return
	}
	if p.current != nil {
		p.before += p.current.Consumed()
	}
	p.current = src
}

// callback is what the pipeline calls from time to time. The bar counts stored
// bytes, which are fewer than the bytes read if the input is compressed.
func (p *progress) callback() func(int64) {
	if p == nil {
		return nil
	}
	return func(int64) { p.draw(time.Now()) }
}

func (p *progress) draw(now time.Time) {
	if now.Sub(p.began) < barDelay || now.Sub(p.drawn) < barInterval {
		return
	}
	p.drawn, p.shown = now, true
	fmt.Fprint(p.w, wipe+prefix+p.line(p.before+p.current.Consumed(), now.Sub(p.began)))
}

// line is the bar as text.
func (p *progress) line(done int64, spent time.Duration) string {
	rate := float64(done) / spent.Seconds()
	if p.total <= 0 {
		return fmt.Sprintf("%s  %s/s", size(float64(done)), size(rate))
	}
	share := min(1, float64(done)/float64(p.total))
	cells := int(share * barCells)
	bar := strings.Repeat("#", cells) + strings.Repeat(".", barCells-cells)
	left := time.Duration(float64(spent) * (1/max(share, 1e-6) - 1)).Round(time.Second)
	return fmt.Sprintf("[%s] %3.0f%%  %s of %s  %s/s  %s left",
		bar, 100*share, size(float64(done)), size(float64(p.total)), size(rate), left)
}

// size prints bytes with three digits or so.
func size(n float64) string {
	for _, unit := range []string{"B", "kB", "MB", "GB"} {
		if n < 1000 {
			return fmt.Sprintf("%.3g %s", n, unit)
		}
		n /= 1000
	}
	return fmt.Sprintf("%.3g TB", n)
}

// clear takes the bar off the line.
func (p *progress) clear() {
	if p != nil && p.shown {
		p.shown = false
		fmt.Fprint(p.w, wipe)
	}
}
