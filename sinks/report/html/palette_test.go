package html

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What WCAG 2.1 asks for at level AA: of text, and of what else carries a meaning.
const (
	textContrast    = 4.5
	graphicContrast = 3
)

// luminance is how bright a colour is, of 1.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != len("#rrggbb") {
		t.Fatalf("%q is no colour", colour)
	}
	linear := func(v uint64) float64 {
		c := float64(v&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n>>16) + 0.7152*linear(n>>8) + 0.0722*linear(n)
}

func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	if got := contrast(t, "#000000", "#ffffff"); math.Abs(got-21) > 0.01 {
		t.Fatalf("black on white is %.2f", got)
	}
	for name, p := range map[string]palette{"light": light, "dark": dark} {
		for _, c := range []struct {
			what, on, under string
			least           float64
		}{
			{"ink on paper", p.ink, p.paper, textContrast}, {"ink on surface", p.ink, p.surface, textContrast},
			{"soft on paper", p.soft, p.paper, textContrast}, {"soft on surface", p.soft, p.surface, textContrast},
			{"link on paper", p.link, p.paper, textContrast}, {"calm on paper", p.calm, p.paper, textContrast},
			{"notice", p.noticeInk, p.noticePaper, textContrast},
			{"critical", p.critical, p.paper, graphicContrast}, {"high", p.high, p.paper, graphicContrast},
			{"medium", p.medium, p.paper, graphicContrast}, {"low", p.low, p.paper, graphicContrast},
		} {
			if got := contrast(t, c.on, c.under); got < c.least {
				t.Errorf("%s: %s has a contrast of %.2f, less than %.1f", name, c.what, got, c.least)
			}
		}
	}
}

// TestStyleUsesThePalette: every colour of the style sheet is one of the palette's,
// and every one of the palette's is used.
func TestStyleUsesThePalette(t *testing.T) {
	if found := regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b|rgb|hsl`).FindString(sheet); found != "" {
		t.Errorf("the style sheet has a colour of its own: %s", found)
	}
	named := map[string]bool{"text": true, "code": true, "of": true}
	for _, n := range light.names() {
		named[n[0]] = true
		if !strings.Contains(sheet, "var(--"+n[0]+")") {
			t.Errorf("nothing has the colour %s", n[0])
		}
	}
	for _, m := range regexp.MustCompile(`var\(--([\w-]+)\)`).FindAllStringSubmatch(sheet, -1) {
		if !named[m[1]] {
			t.Errorf("there is no --%s", m[1])
		}
	}
}
