package corpus

import (
	"fmt"
	"time"
)

// exchange is one request with what the application said about it: the
// material that every format renders its own way. Without a planted secret all
// of it is harmless.
type exchange struct {
	when      time.Time
	method    string
	target    string // path and query
	referer   string
	agent     string
	client    string
	requestID string
	status    int
	size      int
	millis    int
	user      any // an id, or nil for nobody
	process   int

	// What the headers say; empty where the client sent none.
	authorization string
	cookie        string
	signature     string

	// What the application logs about it.
	event   string
	message string
	details []field

	// block is a PEM block that the application printed.
	block string

	// secretAt is where a secret was planted, if one was.
	secretAt place
}

func (g *Generator) newExchange() exchange {
	x := exchange{
		when:      g.now,
		method:    pick(g, []string{"GET", "GET", "GET", "GET", "POST", "PUT"}),
		target:    g.harmlessTarget(),
		referer:   pick(g, referers),
		agent:     pick(g, agents),
		client:    g.client(),
		requestID: g.uuid(),
		status:    pick(g, []int{200, 200, 200, 200, 201, 302, 304, 404, 500}),
		size:      g.between(2, 49000),
		millis:    g.between(1, 480),
		process:   g.between(21400, 21407),
		event:     pick(g, []string{"metric", "order_created", "cache_miss", "job_done", "page_viewed"}),
		message:   g.harmlessMessage(),
	}
	x.details = g.harmlessDetails()
	if g.oneIn(2) {
		x.user = g.between(1, 9000)
	}
	return x
}

func (g *Generator) client() string {
	switch g.rand.IntN(3) {
	case 0:
		return "127.0.0.1"
	case 1:
		return fmt.Sprintf("203.0.113.%d", g.between(1, 254))
	default:
		return fmt.Sprintf("2001:db8:85a3::8a2e:370:%s", g.run(hexDigits[1:], 4))
	}
}

var referers = []string{"-", "-", "-", "https://shop.example.com/", "https://shop.example.com/search?q=shoes&page=2", "https://www.google.com/"}

var agents = []string{
	"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.6778.85 Safari/537.36",
	"Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:133.0) Gecko/20100101 Firefox/133.0",
	"Googlebot/2.1 (+http://www.google.com/bot.html)",
	"ELB-HealthChecker/2.0",
	"python-requests/2.32.3",
	"okhttp/4.12.0",
	"curl/8.11.0",
}
