package corpus

import (
	"fmt"
	"strings"
)

// fillHarmless replaces the placeholders of a template: {n} a number of up to
// five digits, {N} a long one, {h} eight hex digits, {sha} a commit, {uuid} a
// UUID, {d} a day of the month, {f} a decimal.
func (g *Generator) fillHarmless(template string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		b.WriteString(g.placeholder(name))
		template = after
	}
}

func (g *Generator) placeholder(name string) string {
	switch name {
	case "n":
		return fmt.Sprint(g.between(1, 99999))
	case "N":
		return "7" + g.run(digits, 15)
	case "h":
		return g.run(hexDigits, 8)
	case "sha":
		return g.run(hexDigits, 40)
	case "uuid":
		return g.uuid()
	case "d":
		return fmt.Sprintf("%02d", g.between(1, 30))
	case "f":
		return fmt.Sprintf("%d.%s", g.between(0, 89), g.run(digits, 6))
	}
	panic("BUG: unknown placeholder " + name)
}

func (g *Generator) harmlessTarget() string  { return g.fillHarmless(pick(g, targets)) }
func (g *Generator) harmlessMessage() string { return g.fillHarmless(pick(g, messages)) }

func (g *Generator) harmlessDetails() []field {
	switch g.rand.IntN(3) {
	case 0:
		return []field{{"order", g.between(1, 99999)}, {"total", g.fillHarmless("{n}.90")}, {"currency", "EUR"}}
	case 1:
		return []field{{"author", "editor-7"}, {"token_type", "bearer"}, {"expires_in", 3600}}
	default:
		return []field{{"value", g.fillHarmless("-{f},{f}")}, {"build", g.fillHarmless("2026.11.{d}.{n}")}}
	}
}

// targets hold what a careless pattern takes for a secret: image scales with
// an at sign, commit ids, versions, words like author and token_type.
var targets = []string{
	"/", "/healthz", "/healthz?v=1.2.{d}",
	"/api/items?page={d}&limit=50&sort=-created&cursor={n}",
	"/api/items?page={d}&limit=50&sort=-created&cursor={n}",
	"/api/items/978{n}",
	"/search?q=red+shoes&from=2026-11-{d}&max={d}.99",
	"/search?q=n%C3%A4hmaschine&from=2026-11-{d}&max={d}.99",
	"/search?q=how+to+reset+password&page={d}",
	"/static/js/app.{h}.js", "/static/css/site.{h}.css", "/static/img/logo@2x.png",
	"/assets/{sha}/main.js.map", "/files/{sha}/diff", "/@vite/client",
	"/npm/@popperjs/core@2.11.8/dist/umd/popper.min.js", "/static/img/hero@3x.{h}.webp",
	"/accounts/login/?next=/orders/{n}/", "/accounts/login/?next=%2Forders%2F{n}%2F%3Ftab%3Ditems",
	"/api/orders/{uuid}/", "/api/geo?lat={f}&lon=-{f}&ts=17638{n}",
	"/docs/api?section=access_token", "/page/reset-password-help", "/authors/{n}?sort=name",
	"/api/reports?from=2026-11-{d}T00%3A00%3A00Z&bytes={n}", "/admin/jsi18n/",
}

var messages = []string{
	"session expired after 3600s", "token count {n}", "search q='red shoes' results={n}",
	"cache miss cart:v2:{n} ({d} ms)", "author {n} updated 3 fields", "build 2026.11.{d}.{n} started",
	"Bearer authentication required", "order {N} shipped on 2026-11-{d}", "object at 0x7f388b{h}",
	"GET /api/items/{n} took {d} ms", "moved {n} rows from shop_cart to shop_order", "job {uuid} done in {f}s",
	"worker heartbeat 10.0.{d}.{d}:8000", "image logo@2x.png resized to {d}x{d}", "search q='nähmaschine für anfänger' results={n}",
}
