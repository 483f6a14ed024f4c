package misuse

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestOtherForms: the same misuse where applications do it in another way.
func TestOtherForms(t *testing.T) {
	const user = 17
	web := func(session string, other asked) asked {
		line := asked{"headers": map[string]string{"Cookie": "theme=dark; sessionid=" + session + "; csrftoken=abc"}, "host": "shop.example"}
		for name, value := range other {
			line[name] = value
		}
		return line
	}
	paths := func(s *shop) {
		for n := 1; n <= customers; n++ {
			name := []string{"acme", "globex"}[n%2]
			s.ask(n, s.token(n, claims{"org_id": name}), "GET", "/t/"+name+"/stock", nil)
		}
	}
	queries := func(s *shop) {
		for n := 1; n <= customers; n++ {
			s.ask(n, s.token(n, nil), "GET", "/api/basket", asked{"query": fmt.Sprintf("user_id=%d", n)})
		}
	}
	tests := []struct {
		name, signal string
		misuse       func(*shop)
		found        bool
	}{
		{"tenant in the path", "tenant_mismatch", func(s *shop) {
			paths(s)
			s.ask(user, s.token(user, claims{"org_id": "acme"}), "GET", "/t/globex/stock", nil)
		}, true},
		{"each at its own tenant", "tenant_mismatch", paths, false},
		{"user in the query", "other_subject", func(s *shop) {
			queries(s)
			s.ask(user, s.token(user, nil), "GET", "/api/basket", asked{"query": "user_id=18"})
		}, true},
		{"each with its own id", "other_subject", queries, false},
		{"a signature that is cut off", "alg_none", func(s *shop) {
			token := s.token(user, nil)
			s.ask(user, token[:strings.LastIndex(token, ".")+1], "GET", "/api/orders", nil)
		}, true},
		{"a session after a logout that only an event tells", "used_after_logout", func(s *shop) {
			session := s.session()
			s.ask(777, "", "GET", "/web/account", web(session, asked{"user_id": 777}))
			s.tell(fmt.Sprintf("user %d logged out", 777))
			s.at = s.at.Add(time.Minute)
			s.ask(777, "", "GET", "/web/account", web(session, asked{"user_id": 777}))
		}, true},
		{"the other of two sessions", "used_after_logout", func(s *shop) {
			one, two := s.session(), s.session()
			s.ask(777, "", "GET", "/web/account", web(one, asked{"user_id": 777}))
			s.ask(777, "", "GET", "/web/account", web(two, asked{"user_id": 777}))
			s.tell(fmt.Sprintf("user %d logged out", 777))
			s.at = s.at.Add(time.Minute)
			s.ask(777, "", "GET", "/web/account", web(two, asked{"user_id": 777}))
		}, false},
		{"a session of many machines", "many_agents", func(s *shop) {
			session := s.session()
			for _, agent := range []string{"curl/8.1", "python-requests/2.3", "okhttp/4.1", "Wget/1.2", "Go-http-client/2.0"} {
				s.ask(user, "", "GET", "/web/account", web(session, asked{"user_agent": agent}))
			}
		}, true},
		{"a batch job every hour", "burst", func(s *shop) {
			token := s.token(700, claims{"sub": "svc-mail", "client_id": "svc-mail", "role": nil, "exp": s.at.Unix() + 90*86400})
			for range 6 {
				for range 120 {
					s.ask(700, token, "GET", "/api/orders", nil)
					s.at = s.at.Add(-970 * time.Millisecond)
				}
				s.at = s.at.Add(time.Hour)
			}
		}, false},
		{"a log whose clock is three hours off", "expired_token", func(s *shop) {
			for n := 1; n <= customers; n++ {
				for range 5 {
					s.ask(n, s.token(n, claims{"exp": s.at.Unix() - 9900, "iat": s.at.Unix() - 10800}), "GET", "/api/orders", nil)
				}
			}
		}, false},
		{"clerks whose work is many ids", "id_walk", func(s *shop) {
			for n := 100; n < 112; n++ {
				token := s.token(n, claims{"role": "clerk"})
				for range 30 {
					s.ask(n, token, "GET", fmt.Sprintf("/api/invoices/%d", 5000+s.chance.IntN(4000)), nil)
				}
			}
		}, false},
		{"helpers that look into everybody's orders", "other_subject", func(s *shop) {
			for n := 100; n < 104; n++ {
				for i := range 6 {
					s.ask(n, s.token(n, claims{"role": "helper"}), "GET", fmt.Sprintf("/api/users/%d/orders", 1+i*7), nil)
				}
			}
		}, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newShop()
			s.openDay()
			first := len(s.lines) + 1
			test.misuse(s)
			r, _ := s.audit(t, Options{})
			if test.found && !at(r, test.signal, first, len(s.lines)) {
				t.Errorf("%s was not found; found %v", test.signal, named(r))
			}
			if !test.found && slices.Contains(named(r), test.signal) {
				t.Errorf("%s is false", test.signal)
			}
		})
	}
}
