package chart

import (
	"encoding/xml"
	"io"
	"strings"
	"testing"
)

func sample() Bars {
	return Bars{
		Title: "Speed <beside> peers & others", Note: "one log", Measure: "MB per CPU second",
		Columns: []string{"peak RSS", "recall"},
		Rows: []Row{
			{Name: "cat", Value: 11612, Sort: Limit, Cells: []string{"2 MB", "–"}},
			{Name: "scrim", Detail: "1.0", Value: 275, Sort: Ours, Cells: []string{"13 MB", "99.98 %"}},
			{Name: "sed", Value: 31, Sort: Peer, Cells: []string{"3 MB", "55 %"}},
			{Name: "slowest", Value: 1, Sort: Peer, Cells: []string{"9 MB", ""}},
		},
	}
}

func TestBarsGrowWithTheirValues(t *testing.T) {
	l := sample().place()
	for i := 1; i < len(l.Items); i++ {
		if l.Items[i].Long >= l.Items[i-1].Long {
			t.Errorf("the bar of %s is no shorter than that of %s", l.Items[i].Name, l.Items[i-1].Name)
		}
	}
	if last := l.Items[len(l.Items)-1]; last.Long <= 0 {
		t.Errorf("a bar of length %g cannot be seen", last.Long)
	}
}

func TestTenTimesAsMuchIsOneTickFurther(t *testing.T) {
	b := sample()
	b.Rows[1].Value, b.Rows[2].Value = 1000, 100
	l := b.place()
	step := l.Ticks[1].At - l.Ticks[0].At
	if got := l.Items[1].Long - l.Items[2].Long; !near(got, step) {
		t.Errorf("ten times as much is %g longer, a tick %g", got, step)
	}
	if got := l.PlotX + l.Items[2].Long; !near(got, l.Ticks[2].At) {
		t.Errorf("the bar of 100 ends at %g, its tick is at %g", got, l.Ticks[2].At)
	}
}

func TestRowsAndColumnsDoNotTouch(t *testing.T) {
	l := sample().place()
	for i, it := range l.Items {
		if i > 0 && it.BarY < l.Items[i-1].BarY+thickness {
			t.Errorf("row %d begins within the one before", i)
		}
		if it.LabelX < l.PlotX+it.Long {
			t.Errorf("the value of %s stands in its bar", it.Name)
		}
		// The first column is as wide as the others and begins after the values.
		if first := l.HeadX[0] - cellWidth; it.LabelX > first-valueWidth+8 {
			t.Errorf("the value of %s begins at %g, too near to the first column at %g", it.Name, it.LabelX, first)
		}
		if it.BarY+thickness > l.Bottom {
			t.Errorf("row %d ends below the plot", i)
		}
	}
	if last := l.HeadX[len(l.HeadX)-1]; last > l.Width {
		t.Errorf("the last column ends at %g of %g", last, l.Width)
	}
}

func growth() Panels {
	return Panels{Title: "Growth", Note: "one core", Measure: "ns per byte", Panels: []Panel{
		{Title: "Length", Log: true, Points: []Point{{100, 4, "100 B"}, {1000, 4.5, "1 kB"}, {1e6, 5, "1 MB"}}},
		{Title: "Share", Points: []Point{{0, 2, "0 %"}, {50, 4, "50 %"}, {100, 6, "100 %"}}},
		{Title: "Rules", Log: true, Points: []Point{{1, 4, "1"}, {1000, 11.2, "1,000"}}, Without: 3.9, Reference: "no rules"},
	}}
}

func TestPanelsShareTheirScale(t *testing.T) {
	l := growth().place()
	for _, c := range l.Cells {
		if len(c.Ticks) != len(l.Cells[0].Ticks) || c.Ticks[0].Label != "0" {
			t.Errorf("%s has other ticks", c.Title)
		}
	}
	four := func(i, j int) float64 { return l.Cells[i].Base - l.Cells[i].Dots[j].Y }
	if !near(four(0, 0), four(1, 1)) || !near(four(0, 0), four(2, 0)) {
		t.Error("equal values have different heights")
	}
}

func TestPointsStandInTheirPanel(t *testing.T) {
	l := growth().place()
	for _, c := range l.Cells {
		for i, d := range c.Dots {
			if d.X < c.Left || d.X > c.Right || d.Y > c.Base || d.Y < c.Y+plotTop {
				t.Errorf("%s: point %d is at %g, %g, outside of its panel", c.Title, i, d.X, d.Y)
			}
		}
	}
	share := l.Cells[1].Dots
	if !near(share[1].X-share[0].X, share[2].X-share[1].X) {
		t.Error("half of a linear scale is not in the middle")
	}
	length := l.Cells[0].Dots
	if !near(3*(length[1].X-length[0].X), length[2].X-length[1].X) {
		t.Error("three powers of ten are not three times as far as one")
	}
	if l.Cells[0].Across != 0 || !(l.Cells[2].Across > l.Cells[2].Dots[0].Y) {
		t.Error("the line of what is without rules is missing, or where it should not be")
	}
}

func near(a, b float64) bool { return a-b < 1e-6 && b-a < 1e-6 }

// drawn is the picture, checked to be well-formed and to need nothing else.
func drawn(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var out strings.Builder
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	d := xml.NewDecoder(strings.NewReader(out.String()))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("not well-formed: %v", err)
		}
		if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "script" || e.Name.Local == "image" || e.Name.Local == "a") {
			t.Errorf("there is a <%s>", e.Name.Local)
		}
	}
	for _, no := range []string{"NaN", "Inf", "@import", "@font-face", "url("} {
		if strings.Contains(out.String(), no) {
			t.Errorf("there is %q", no)
		}
	}
	if !strings.Contains(out.String(), "@media (prefers-color-scheme: dark)") {
		t.Error("there is no dark scheme")
	}
	return out.String()
}

func TestBarsAreDrawn(t *testing.T) {
	text := drawn(t, sample().WriteSVG)
	for _, want := range []string{"Speed &lt;beside&gt; peers &amp; others", ">11,612<", ">31.0<", "99.98 %", "peak RSS"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestPanelsAreDrawn(t *testing.T) {
	text := drawn(t, growth().WriteSVG)
	for _, want := range []string{">100 B<", ">11.2<", "no rules"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestNumber(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", 11612.4: "11,612", 1234567: "1,234,567", 999.6: "1,000", 275: "275", 99.96: "100", 62.34: "62.3",
		9.996: "10.0", 5: "5.00", 0.0071: "0.00710", 0.12345: "0.123", -1234: "-1,234",
	} {
		if got := Number(v); got != want {
			t.Errorf("%g: got %q, want %q", v, got, want)
		}
	}
}

func TestSteps(t *testing.T) {
	for high, last := range map[float64]float64{0: 1, 1: 1, 4.2: 5, 5: 5, 9.9: 10, 11.2: 12, 47: 50, 0.3: 0.3} {
		got := steps(high)
		if n := len(got); got[0] != 0 || !near(got[n-1], last) || n < 3 || n > 7 {
			t.Errorf("%g: got %v, want up to %g", high, got, last)
		}
	}
}

func TestDecades(t *testing.T) {
	if got := decades(1.9, 11612); len(got) != 5 || got[0] != 1 || !near(got[4], 1e4) {
		t.Errorf("got %v", got)
	}
	if got := decades(10, 10); len(got) != 1 || got[0] != 10 {
		t.Errorf("got %v", got)
	}
}

func TestShort(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 0.6000000000000001: "0.6", 15: "15", 10000: "10,000", 1e6: "1,000,000", 2.5: "2.5", 1e-5: "0.00001"} {
		if got := short(v); got != want {
			t.Errorf("%g: got %q, want %q", v, got, want)
		}
	}
}

func TestOneBarAlone(t *testing.T) {
	b := sample()
	b.Rows = b.Rows[1:2]
	drawn(t, b.WriteSVG)
}
