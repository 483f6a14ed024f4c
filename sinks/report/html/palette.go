package html

import (
	"html/template"
	"strings"
)

// palette is the colours of one colour scheme, as #rrggbb. Each is chosen for
// what it stands on; the test of the palette says how far apart they have to be.
type palette struct {
	paper, surface, line         string
	ink, soft, link              string
	critical, high, medium, low  string
	calm, noticeInk, noticePaper string
}

var light = palette{
	paper: "#ffffff", surface: "#f6f5f2", line: "#dfdcd5",
	ink: "#1d1c1a", soft: "#5d5a54", link: "#1b4f92",
	critical: "#a81232", high: "#c4560f", medium: "#a67c0c", low: "#737a86",
	calm: "#1e6e4e", noticeInk: "#5b3a00", noticePaper: "#fdf3dc",
}

var dark = palette{
	paper: "#151619", surface: "#1e2024", line: "#373a41",
	ink: "#ebebe8", soft: "#a8aab1", link: "#8fb8f6",
	critical: "#fb6472", high: "#f39a52", medium: "#dcbd54", low: "#868d9b",
	calm: "#6cc79d", noticeInk: "#f4ddaa", noticePaper: "#33290f",
}

// names are the custom properties that style.css refers to.
func (p palette) names() [][2]string {
	return [][2]string{
		{"paper", p.paper}, {"surface", p.surface}, {"line", p.line},
		{"ink", p.ink}, {"soft", p.soft}, {"link", p.link},
		{"critical", p.critical}, {"high", p.high}, {"medium", p.medium}, {"low", p.low},
		{"calm", p.calm}, {"notice-ink", p.noticeInk}, {"notice-paper", p.noticePaper},
	}
}

func (p palette) rule() string {
	var b strings.Builder
	b.WriteString(":root{")
	for _, n := range p.names() {
		b.WriteString("--" + n[0] + ":" + n[1] + ";")
	}
	b.WriteString("}\n")
	return b.String()
}

// style is the style sheet: paper is light, whatever the screen is.
func style(sheet string) template.CSS {
	return template.CSS(light.rule() +
		"@media screen and (prefers-color-scheme:dark){" + dark.rule() + "}\n" + sheet)
}
