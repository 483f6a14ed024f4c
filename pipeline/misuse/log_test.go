package misuse

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/detectors"
	"scrim/pipeline"
)

var testKey = []byte("a key that is plainly fake 012345")

// shop writes the log of an application that does not exist. Its tokens are made
// at run time and signed by nobody.
type shop struct {
	at     time.Time
	lines  []string
	chance *rand.Rand
}

// claims of a token; more of the same name replace the usual ones.
type claims map[string]any

// asked is one request as the log has it.
type asked map[string]any

func newShop() *shop {
	return &shop{at: time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC), chance: rand.New(rand.NewPCG(1, 2))}
}

func encode(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// signed is a token with that header.
func (s *shop) signed(header, payload claims) string {
	signature := make([]byte, 32)
	for i := range signature {
		signature[i] = byte(s.chance.Uint32())
	}
	token := encode(header) + "." + encode(payload) + "."
	if header["alg"] == "none" {
		return token
	}
	return token + base64.RawURLEncoding.EncodeToString(signature)
}

// token is one of a user, as the shop's own issuer makes them now.
func (s *shop) token(user int, other claims) string {
	now := s.at.Unix()
	payload := claims{
		"iss": "https://id.shop.example", "aud": "shop", "sub": fmt.Sprint(user), "iat": now, "exp": now + 900,
		"jti": fmt.Sprintf("%08x%08x", s.chance.Uint32(), s.chance.Uint32()), "role": "customer", "scope": "orders:read orders:write",
	}
	header := claims{"alg": "HS256", "typ": "JWT"}
	for name, value := range other {
		if name == "alg" || name == "kid" {
			header[name] = value
			continue
		}
		payload[name] = value
		if value == nil {
			delete(payload, name)
		}
	}
	return s.signed(header, payload)
}

// agents of customers.
var agents = []string{
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) Firefox/145.0", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15",
	"Mozilla/5.0 (Linux; Android 15; K) Chrome/142.0 Mobile", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile",
}

func home(user int) string { return fmt.Sprintf("%d.%d.7.9", 60+user%100, 10+user) }

// ask logs a request of a user with a token, and lets a second go by.
func (s *shop) ask(user int, token, method, path string, other asked) {
	line := asked{
		"time": s.at.Format(time.RFC3339Nano), "method": method, "path": path, "status": 200, "host": "api.shop.example", "scheme": "https",
		"remote_addr": home(user), "user_agent": agents[user%len(agents)], "headers": map[string]string{},
	}
	if token != "" {
		line["headers"].(map[string]string)["Authorization"] = "Bearer " + token
	}
	for name, value := range other {
		line[name] = value
	}
	s.log(line)
	s.at = s.at.Add(time.Second)
}

// tell logs what is no request.
func (s *shop) tell(message string) {
	s.log(asked{"time": s.at.Format(time.RFC3339Nano), "level": "INFO", "logger": "shop.auth", "message": message})
	s.at = s.at.Add(time.Second)
}

func (s *shop) log(line asked) {
	text, err := json.Marshal(line)
	if err != nil {
		panic(err)
	}
	s.lines = append(s.lines, string(text))
}

const (
	customers = 60
	admin     = 901
)

// openDay is honest traffic: customers read what is theirs and what is everybody's,
// an administrator administers, probes probe, and who has no token is sent away.
func (s *shop) openDay() {
	for round := range 3 {
		for user := 1; user <= customers; user++ {
			s.ask(user, "", "POST", "/api/login", nil)
			token := s.token(user, nil)
			s.ask(user, token, "GET", fmt.Sprintf("/api/users/%d/orders", user), nil)
			s.ask(user, token, "GET", fmt.Sprintf("/api/invoices/%d", 5000+user*7+round), nil)
			s.ask(user, token, "GET", fmt.Sprintf("/api/products/%d", 1+s.chance.IntN(20)), nil)
			s.ask(user, token, "GET", "/api/orders", nil)
			s.ask(user, token, "POST", "/api/orders", asked{"status": 201})
			if user%4 == 0 {
				s.ask(user, "", "GET", "/api/orders", asked{"status": 401})
				s.ask(user, "", "GET", "/api/products/3", nil)
				s.ask(user, "", "GET", "/healthz", asked{"host": "10.0.0.7:8000", "remote_addr": "10.0.0.1"})
			}
			if user%5 == 0 {
				boss := s.token(admin, claims{"role": "admin"})
				s.ask(admin, boss, "GET", "/api/admin/report", nil)
				s.ask(admin, boss, "GET", fmt.Sprintf("/api/users/%d/orders", user), nil)
				s.ask(user, token, "GET", "/api/admin/report", asked{"status": 403})
				s.ask(user, "", "POST", "/web/login", asked{"status": 302, "host": "shop.example", "set_cookie": "sessionid=" + s.session() + "; Path=/; Secure; HttpOnly"})
			}
			if user%10 == 0 {
				back := s.token(admin, claims{"role": "admin", "aud": "backoffice"})
				for range 4 {
					s.ask(admin, back, "GET", "/desk/tickets", asked{"host": "desk.shop.example"})
				}
			}
		}
	}
}

func (s *shop) session() string {
	return fmt.Sprintf("%016x%016x", s.chance.Uint64(), s.chance.Uint64())
}

// audit reads the log with the real engine and stream.
func (s *shop) audit(t testing.TB, o Options) (Report, *Auditor) {
	t.Helper()
	return auditText(t, strings.Join(s.lines, "\n")+"\n", o, 2)
}

func auditText(t testing.TB, text string, o Options, jobs int) (Report, *Auditor) {
	t.Helper()
	e, err := detectors.New(detectors.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if o.Key == nil {
		o.Key = testKey
	}
	if o.Settings.MaxLifetime == 0 {
		o.Settings = DefaultSettings()
	}
	a := New(o)
	by := a.Inspect("app.log", e, o.Key)
	if _, err := pipeline.Inspect(context.Background(), e, strings.NewReader(text), by, pipeline.Options{Jobs: jobs}); err != nil {
		t.Fatal(err)
	}
	by.Close()
	return a.Report(), a
}

// named are the names of the signals, each once.
func named(r Report) []string {
	var names []string
	for _, s := range r.Signals {
		names = append(names, s.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// at tells whether a signal of that name shows a line, from 1 on.
func at(r Report, name string, first, last int) bool {
	for _, s := range r.Signals {
		for _, e := range s.Evidence {
			if s.Name == name && e.Line >= int64(first) && e.Line <= int64(last) && bytes.HasPrefix([]byte(e.Text), []byte("{")) {
				return true
			}
		}
	}
	return false
}
