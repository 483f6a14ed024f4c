package misuse

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// TestNeighbours: what was missed or wrongly told in logs of other applications, with what looks like it.
func TestNeighbours(t *testing.T) {
	const user = 17
	reader := claims{"scope": "orders:read"}
	tests := []struct {
		name, signal   string
		misuse, honest func(*shop)
	}{
		{"a write with a scope that reads", "scope_exceeded", func(s *shop) {
			s.ask(user, s.token(user, reader), "POST", "/api/orders", asked{"status": 201})
		}, func(s *shop) { // a question that is too long for a query string
			for range 30 {
				for n := range 12 {
					s.ask(n, s.token(n, nil), "POST", "/api/orders/search", nil)
				}
			}
			for range 12 {
				s.ask(user, s.token(user, reader), "POST", "/api/orders/search", nil)
			}
		}},
		{"a realm called staff", "role_exceeded", func(s *shop) {
			s.ask(user, s.token(user, claims{"role": nil, "realm_access": claims{"roles": []string{"default-roles-staff", "nurse"}}}), "GET", "/api/admin/report", nil)
		}, func(s *shop) {
			s.ask(admin, s.token(admin, claims{"role": nil, "realm_access": claims{"roles": []string{"default-roles-staff", "admin"}}}), "GET", "/api/admin/report", nil)
		}},
		{"a password that was changed", "used_after_password_change", func(s *shop) {
			token := s.token(user, nil)
			s.ask(user, token, "POST", "/auth/password", asked{"status": 204})
			s.at = s.at.Add(time.Minute)
			s.ask(user, token, "GET", "/api/orders", nil)
		}, func(s *shop) { // that of somebody else, or the old one was wrong
			boss := s.token(admin, claims{"role": "admin"})
			s.ask(admin, boss, "POST", "/api/people/4711/set_password", nil)
			token := s.token(user, nil)
			s.ask(user, token, "POST", "/auth/password", asked{"status": 400})
			s.at = s.at.Add(time.Minute)
			s.ask(admin, boss, "GET", "/api/orders", nil)
			s.ask(user, token, "GET", "/api/orders", nil)
		}},
		{"a revoked token in a field", "used_after_revocation", func(s *shop) {
			token := s.token(user, claims{"jti": "a1b2c3d4"})
			s.ask(user, token, "GET", "/api/orders", nil)
			s.log(asked{"time": s.at.Format(time.RFC3339Nano), "level": "info", "event": "token revoked", "jti": "a1b2c3d4", "by": "admin1"})
			s.at = s.at.Add(time.Minute)
			s.ask(user, token, "GET", "/api/orders", nil)
		}, func(s *shop) { // another token of the subject
			token := s.token(user, claims{"jti": "a1b2c3d4"})
			s.ask(user, token, "GET", "/api/orders", nil)
			s.log(asked{"time": s.at.Format(time.RFC3339Nano), "level": "info", "event": "token revoked", "jti": "d4c3b2a1", "sub": fmt.Sprint(user)})
			s.at = s.at.Add(time.Minute)
			s.ask(user, token, "GET", "/api/orders", nil)
		}},
		{"others in a claim", "other_subject", func(s *shop) {
			s.ask(user, s.token(user, claims{"dependents": []string{"40", "41"}}), "GET", "/api/users/42/orders", nil)
		}, func(s *shop) {
			s.ask(user, s.token(user, claims{"dependents": []string{"40", "41"}}), "GET", "/api/users/41/orders", nil)
			s.ask(user, s.token(user, claims{"accounts": []claims{{"id": 42}}}), "GET", "/api/users/42/orders", nil)
		}},
		{"providers", "many_addresses", func(s *shop) {
			token := s.token(user, nil)
			for i := range 5 {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": fmt.Sprintf("%d.20.30.40", 70+i)})
				s.at = s.at.Add(time.Minute)
			}
		}, func(s *shop) { // a telephone has new networks of one provider all day
			token := s.token(user, claims{"exp": s.at.Add(12 * time.Hour).Unix()})
			for i := range 14 {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": []string{fmt.Sprintf("80.187.%d.4", i), fmt.Sprintf("2a02:3030:%x::7", 16+i), "70.1.2.3"}[i%3]})
				s.at = s.at.Add(30 * time.Minute)
			}
		}},
		{"an item without a token in a collection that needs one", "unauthenticated_endpoint", func(s *shop) {
			for n := range 8 {
				s.ask(user, "", "GET", fmt.Sprintf("/api/orders/%d", 900+n), nil)
			}
		}, func(s *shop) { // a collection for everybody
			for n := range 8 {
				s.ask(user, "", "GET", "/api/articles", nil)
				s.ask(user, s.token(user, nil), "GET", "/api/articles", nil)
				s.ask(user, "", "GET", fmt.Sprintf("/api/articles/%d", 900+n), nil)
			}
		}},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			for _, log := range []struct {
				add  func(*shop)
				want bool
			}{{c.misuse, true}, {c.honest, false}} {
				s := newShop()
				s.openDay()
				log.add(s)
				r, _ := s.audit(t, Options{})
				if slices.Contains(named(r), c.signal) != log.want {
					t.Errorf("%s is told: %v, want %v: %+v", c.signal, !log.want, log.want, r.Signals)
				}
			}
		})
	}
}

// TestProbesAreNoUnknownHosts: who asks for a number without a token is a probe, also where the hosts are known.
func TestProbesAreNoUnknownHosts(t *testing.T) {
	for _, c := range []struct {
		host, token string
		want        bool
	}{{"10.0.0.8:8000", "", false}, {"localhost", "", false}, {"evil.example", "", true}, {"10.0.0.8:8000", "with", true}} {
		s := newShop()
		s.openDay()
		token := ""
		if c.token != "" {
			token = s.token(3, nil)
		}
		s.ask(3, token, "GET", "/healthz", asked{"host": c.host})
		settings := DefaultSettings()
		settings.KnownHosts = []string{"*.shop.example", "shop.example"}
		r, _ := s.audit(t, Options{Settings: settings})
		if got := slices.Contains(named(r), "unknown_host"); got != c.want {
			t.Errorf("%q with %q: %v, want %v", c.host, c.token, got, c.want)
		}
	}
}
