package misuse

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"scrim/detectors"
)

const openAPIText = `openapi: 3.0.3
servers: [{url: "https://api.shop.example/api"}]
security: [{bearer: []}]
paths:
  /export/{name}: {get: {responses: {}}}
  /status: {get: {security: [], responses: {}}}
`

// TestSignals: each misuse is found among honest traffic, and what looks like it
// and is none is not.
func TestSignals(t *testing.T) {
	const user = 17
	tests := []struct {
		name           string
		misuse, honest func(*shop)
	}{
		{"alg_none", func(s *shop) {
			s.ask(user, s.token(user, claims{"alg": "none"}), "GET", "/api/orders", nil)
		}, func(s *shop) {
			s.ask(user, s.token(user, claims{"alg": "HS256"}), "GET", "/api/orders", nil)
		}},
		{"alg_unexpected", func(s *shop) {
			s.ask(user, s.token(user, claims{"alg": "HS512"}), "GET", "/api/orders", nil)
		}, func(s *shop) { // a service with a key of its own
			for range 3 {
				s.ask(700, s.token(700, claims{"alg": "RS256", "kid": "a", "sub": "svc-mail", "client_id": "svc-mail", "role": nil}), "GET", "/api/orders", nil)
			}
		}},
		{"alg_changed", func(s *shop) {
			s.ask(user, s.token(user, claims{"alg": "RS256", "kid": "b"}), "GET", "/api/orders", nil)
			s.ask(user, s.token(user, claims{"alg": "HS256", "kid": "b"}), "GET", "/api/orders", nil)
		}, func(s *shop) { // refused
			s.ask(user, s.token(user, claims{"alg": "RS256", "kid": "b"}), "GET", "/api/orders", asked{"status": 401})
		}},
		{"expired_token", func(s *shop) {
			token := s.token(user, nil)
			s.at = s.at.Add(3 * time.Hour)
			s.ask(user, token, "GET", "/api/orders", nil)
		}, func(s *shop) { // a client that learns it from a 401, and asks a page for everybody on the way
			token := s.token(user, nil)
			s.at = s.at.Add(3 * time.Hour)
			s.ask(user, token, "GET", "/api/orders", asked{"status": 401})
			s.ask(user, token, "POST", "/api/token/refresh", nil)
		}},
		{"not_yet_valid_token", func(s *shop) {
			s.ask(user, s.token(user, claims{"nbf": s.at.Unix() + 3600}), "GET", "/api/orders", nil)
		}, func(s *shop) { // clocks that are ten seconds apart
			s.ask(user, s.token(user, claims{"nbf": s.at.Unix() + 10}), "GET", "/api/orders", nil)
		}},
		{"long_lived_token", func(s *shop) {
			s.ask(user, s.token(user, claims{"exp": s.at.Unix() + 5*365*86400}), "GET", "/api/orders", nil)
		}, func(s *shop) { // a service's
			s.ask(700, s.token(700, claims{"sub": "svc-mail", "client_id": "svc-mail", "role": nil, "exp": s.at.Unix() + 90*86400}), "GET", "/api/orders", nil)
		}},
		{"audience_mismatch", func(s *shop) {
			s.ask(user, s.token(user, claims{"aud": "billing"}), "GET", "/api/orders", nil)
		}, func(s *shop) { // one of several fits
			s.ask(user, s.token(user, claims{"aud": []string{"billing", "shop"}}), "GET", "/api/orders", nil)
		}},
		{"issuer_mismatch", func(s *shop) {
			s.ask(user, s.token(user, claims{"iss": "https://staging.shop.example"}), "GET", "/api/orders", nil)
		}, func(s *shop) { // refused
			s.ask(user, s.token(user, claims{"iss": "https://staging.shop.example"}), "GET", "/api/orders", asked{"status": 401})
		}},
		{"tenant_mismatch", func(s *shop) {
			tenants(s)
			s.ask(user, s.token(user, claims{"tenant": "acme"}), "GET", "/api/stock", asked{"host": "globex.shop.example"})
		}, tenants},
		{"host_mismatch", func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", "/desk/tickets", asked{"host": "desk.shop.example"})
		}, func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", "/api/orders", nil)
		}},
		{"unknown_host", func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", "/api/orders", asked{"host": "evil.example.net"})
		}, func(s *shop) { // a probe, and a scanner that is sent away
			s.ask(user, "", "GET", "/healthz", asked{"host": "10.0.0.8"})
			s.ask(user, "", "GET", "/api/orders", asked{"host": "evil.example.net", "status": 400})
		}},
		{"scope_exceeded", func(s *shop) {
			s.ask(user, s.token(user, claims{"scope": "orders:read"}), "POST", "/api/orders", asked{"status": 201})
		}, func(s *shop) {
			s.ask(user, s.token(user, claims{"scope": "orders:read"}), "GET", "/api/orders", nil)
			s.ask(user, s.token(user, claims{"scope": "orders:read"}), "POST", "/api/orders", asked{"status": 403})
		}},
		{"role_exceeded", func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", "/api/admin/report", nil)
		}, func(s *shop) {
			s.ask(admin, s.token(admin, claims{"role": "admin"}), "GET", "/api/admin/report", nil)
		}},
		{"role_changed", func(s *shop) {
			s.ask(user, s.token(user, claims{"role": "admin"}), "GET", "/api/orders", nil)
		}, func(s *shop) { // a refresh token names none
			s.ask(user, s.token(user, claims{"role": nil}), "GET", "/api/orders", nil)
		}},
		{"path_traversal", func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", "/api/files/..%252f..%252fetc/passwd", asked{"status": 404})
		}, func(s *shop) { // dots that climb nowhere, and a scanner without a token
			s.ask(user, s.token(user, nil), "GET", "/api/files/a..b", nil)
			s.ask(user, "", "GET", "/static/../../etc/passwd", asked{"status": 400})
		}},
		{"burst", func(s *shop) {
			token := s.token(user, nil)
			for range 200 {
				s.ask(user, token, "GET", "/api/orders", nil)
				s.at = s.at.Add(-970 * time.Millisecond)
			}
		}, func(s *shop) { // a page that loads, and its retries
			token := s.token(user, nil)
			for range 25 {
				s.ask(user, token, "GET", "/api/orders", nil)
				s.at = s.at.Add(-990 * time.Millisecond)
			}
		}},
		{"other_subject", func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", fmt.Sprintf("/api/users/%d/orders", user+1), nil)
		}, func(s *shop) { // refused, and an administrator's work
			s.ask(user, s.token(user, nil), "GET", fmt.Sprintf("/api/users/%d/orders", user+1), asked{"status": 403})
			s.ask(admin, s.token(admin, claims{"role": "admin"}), "GET", fmt.Sprintf("/api/users/%d/orders", user+1), nil)
		}},
		{"id_walk", func(s *shop) {
			token := s.token(user, nil)
			for i := range 40 {
				s.ask(user, token, "GET", fmt.Sprintf("/api/invoices/%d", 5100+i), nil)
			}
		}, func(s *shop) { // what is for everybody, and pages of a list
			token := s.token(user, nil)
			for i := range 40 {
				s.ask(user, token, "GET", fmt.Sprintf("/api/products/%d", 1+i%20), nil)
				s.ask(user, token, "GET", fmt.Sprintf("/api/catalogue/page/%d", 1+i), nil)
			}
		}},
		{"many_addresses", func(s *shop) {
			token := s.token(user, nil)
			for i := range 14 {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": fmt.Sprintf("%d.20.30.40", 70+i)})
				s.at = s.at.Add(time.Minute / 2)
			}
		}, func(s *shop) { // a journey by train, with both families of addresses
			token := s.token(user, nil)
			for i := range 14 {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": []string{"70.20.30.40", "2001:db8:1::7", "70.20.31.50", "71.3.4.5"}[i%4]})
				s.at = s.at.Add(time.Minute / 2)
			}
		}},
		{"many_agents", func(s *shop) {
			token := s.token(user, nil)
			for i, agent := range []string{"curl/8.1", "python-requests/2.3", "okhttp/4.1", "Wget/1.2", "Go-http-client/2.0"} {
				s.ask(user, token, "GET", "/api/orders", asked{"user_agent": agent})
				s.at = s.at.Add(time.Duration(i) * time.Minute)
			}
		}, func(s *shop) { // an update
			token := s.token(user, nil)
			for i := range 5 {
				s.ask(user, token, "GET", "/api/orders", asked{"user_agent": fmt.Sprintf("ShopApp/5.%d (Android 15)", i)})
			}
		}},
		{"impossible_succession", func(s *shop) {
			token := s.token(user, nil)
			for i := range 5 {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": []string{"70.20.30.40", "177.54.1.2"}[i%2]})
			}
		}, func(s *shop) { // one machine with two families of addresses, and one change of network
			token := s.token(user, nil)
			for i := range 6 {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": []string{"70.20.30.40", "2001:db8:1::7"}[i%2]})
			}
			s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": "177.54.1.2"})
		}},
		{"used_after_logout", func(s *shop) {
			token := s.token(user, nil)
			s.ask(user, token, "POST", "/api/logout", asked{"status": 204})
			s.at = s.at.Add(time.Minute)
			s.ask(user, token, "GET", "/api/orders", nil)
		}, func(s *shop) { // requests that were under way, and a new token
			token := s.token(user, nil)
			s.ask(user, token, "POST", "/api/logout", asked{"status": 204})
			s.ask(user, token, "GET", "/api/orders", nil)
			s.at = s.at.Add(time.Minute)
			s.ask(user, token, "GET", "/api/orders", asked{"status": 401})
			s.ask(user, s.token(user, nil), "GET", "/api/orders", nil)
		}},
		{"used_after_password_change", func(s *shop) {
			token := s.token(user, nil)
			s.at = s.at.Add(time.Minute)
			s.tell(fmt.Sprintf("password changed for user %d", user))
			s.at = s.at.Add(time.Minute)
			s.ask(user, token, "GET", "/api/orders", nil)
		}, func(s *shop) { // a token from after, somebody else's, and a change that failed
			s.tell(fmt.Sprintf("password changed for user %d", user))
			s.ask(user, s.token(user, nil), "GET", "/api/orders", nil)
			token := s.token(user+1, nil)
			s.tell(fmt.Sprintf("password change failed for user %d", user+1))
			s.at = s.at.Add(time.Minute)
			s.ask(user+1, token, "GET", "/api/orders", nil)
			// A key for a program has nothing to do with the password.
			key := asked{"headers": map[string]string{"Authorization": "Token " + s.session()}, "user_id": "55"}
			s.ask(55, "", "GET", "/api/orders", key)
			s.tell("password changed for user 55")
			s.at = s.at.Add(time.Minute)
			s.ask(55, "", "GET", "/api/orders", key)
		}},
		{"used_after_revocation", func(s *shop) {
			token := s.token(user, claims{"jti": "5f2c9a117b3e"})
			s.tell("revoked token 5f2c9a117b3e")
			s.at = s.at.Add(time.Minute)
			s.ask(user, token, "GET", "/api/orders", nil)
		}, func(s *shop) { // three is a number, and no user
			token := s.token(3, nil)
			s.tell("revoked 3 tokens of user 44")
			s.at = s.at.Add(time.Minute)
			s.ask(3, token, "GET", "/api/orders", nil)
		}},
		{"token_in_query", func(s *shop) {
			s.ask(user, "", "GET", "/api/export", asked{"query": "access_token=" + s.token(user, nil)})
		}, func(s *shop) { // what is used up by the request
			s.ask(user, "", "GET", "/sso/callback", asked{"query": "code=" + s.session() + "&state=" + s.session(), "status": 302})
			s.ask(user, "", "GET", "/account/reset", asked{"query": "token=" + s.session()})
		}},
		{"token_in_referer", func(s *shop) {
			s.ask(user, "", "GET", "/static/app.js", asked{"referer": "https://shop.example/export?access_token=" + s.token(user, nil)})
		}, func(s *shop) {
			s.ask(user, "", "GET", "/static/app.js", asked{"referer": "https://shop.example/products?page=3"})
		}},
		{"token_over_http", func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", "/api/orders", asked{"scheme": "http"})
		}, func(s *shop) { // a redirect to https, of a request without a token
			s.ask(user, "", "GET", "/api/orders", asked{"scheme": "http", "status": 301})
		}},
		{"cookie_without_secure", func(s *shop) {
			s.ask(user, "", "POST", "/web/login", asked{"status": 302, "set_cookie": "sessionid=" + s.session() + "; Path=/; HttpOnly"})
		}, func(s *shop) { // a preference, and a cookie that is deleted
			s.ask(user, "", "GET", "/", asked{"set_cookie": "theme=dark; Path=/"})
			s.ask(user, "", "POST", "/web/logout", asked{"set_cookie": `sessionid=""; Max-Age=0; Path=/`})
		}},
		{"cookie_without_httponly", func(s *shop) {
			s.ask(user, "", "POST", "/web/login", asked{"status": 302, "set_cookie": "sessionid=" + s.session() + "; Path=/; Secure"})
		}, func(s *shop) { // scripts have to read it
			s.ask(user, "", "GET", "/", asked{"set_cookie": "csrftoken=" + s.session() + "; Path=/; Secure"})
		}},
		{"unauthenticated_endpoint", func(s *shop) {
			s.ask(user, "", "GET", "/api/orders", nil)
		}, func(s *shop) { // what is for everybody
			s.ask(user, "", "GET", "/api/products/3", nil)
			s.ask(user, "", "POST", "/api/login", nil)
		}},
		{"openapi_unsecured", func(s *shop) {
			s.ask(user, "", "GET", "/api/export/week", nil)
		}, func(s *shop) {
			s.ask(user, "", "GET", "/api/status", nil)
			s.ask(user, "", "GET", "/api/export/week", asked{"status": 401})
		}},
	}
	api, err := ReadOpenAPI(strings.NewReader(openAPIText))
	if err != nil {
		t.Fatal(err)
	}
	tested := []string{"denylisted"}
	for _, test := range tests {
		tested = append(tested, test.name)
		t.Run(test.name, func(t *testing.T) {
			s := newShop()
			s.openDay()
			first := len(s.lines) + 1
			test.misuse(s)
			r, _ := s.audit(t, Options{OpenAPI: api})
			if !at(r, test.name, first, len(s.lines)) {
				t.Errorf("not found; found %v", named(r))
			}
			s = newShop()
			s.openDay()
			test.honest(s)
			if r, _ = s.audit(t, Options{OpenAPI: api}); slices.Contains(named(r), test.name) {
				t.Errorf("false: %+v", r.Signals)
			}
		})
	}
	for _, name := range Names() {
		if !slices.Contains(tested, name) {
			t.Errorf("%s is not tested", name)
		}
	}
}

// variant is another form of a misuse, and its honest neighbour.
type variant struct {
	name, signal   string
	settings       func(*Settings)
	misuse, honest func(*shop)
}

// TestVariants: a misuse is found in each of its forms, and what looks like it and
// is none is not.
func TestVariants(t *testing.T) {
	for _, test := range variants() {
		t.Run(test.name, func(t *testing.T) {
			options := Options{Settings: DefaultSettings()}
			if test.settings != nil {
				test.settings(&options.Settings)
			}
			s := newShop()
			s.openDay()
			first := len(s.lines) + 1
			test.misuse(s)
			if r, _ := s.audit(t, options); !at(r, test.signal, first, len(s.lines)) {
				t.Errorf("not found; found %v", named(r))
			}
			s = newShop()
			s.openDay()
			test.honest(s)
			if r, _ := s.audit(t, options); slices.Contains(named(r), test.signal) {
				t.Errorf("false: %+v", r.Signals)
			}
		})
	}
}

func variants() []variant {
	const user = 17
	// afterChange asks with the token that a password was changed with.
	afterChange := func(s *shop, user int, other claims, method, path string) {
		token := s.token(user, other)
		s.ask(user, token, method, path, asked{"status": 204})
		s.at = s.at.Add(time.Minute)
		s.ask(user, token, "GET", "/api/orders", nil)
	}
	// desk is an admin path that those with some roles are let into, a thing that all of the staff have.
	desk := func(s *shop, first int, roles ...string) {
		for i := range 40 {
			who := 300 + first + i
			have := []string{"default-roles-staff", roles[i%len(roles)]}
			s.ask(who, s.token(who, claims{"role": nil, "roles": have}), "GET", "/api/admin/users", nil)
			for clerk := 400 + 3*i; clerk < 403+3*i; clerk++ {
				s.ask(clerk, s.token(clerk, claims{"role": nil, "roles": []string{"default-roles-staff", "clerk"}}), "GET", "/api/orders", nil)
			}
		}
	}
	// collection is one whose items only those with a token change; without one, its list
	// answers with that status.
	collection := func(s *shop, status int) {
		for i := range 150 {
			s.ask(i, s.token(i, nil), "GET", "/api/appointments", nil)
			s.ask(i, s.token(i, nil), "PATCH", fmt.Sprintf("/api/appointments/%d", 4711+i), nil)
			if i%10 == 0 {
				s.ask(i, "", "GET", "/api/appointments", asked{"status": status})
				s.ask(i, "", "PATCH", fmt.Sprintf("/api/appointments/%d", 4711+i), asked{"status": 401})
			}
		}
	}
	// items are read with a token, and written to without one with that status.
	items := func(s *shop, method, path string, status int) {
		for i := range 700 {
			s.ask(i%customers, s.token(i%customers, nil), "GET", fmt.Sprintf(path, 4711+i), nil)
			if i%10 == 0 {
				s.ask(i%customers, s.token(i%customers, nil), method, fmt.Sprintf(path, 4711+i), asked{"status": 201})
				s.ask(i%customers, "", method, fmt.Sprintf(path, 4711+i), asked{"status": status})
			}
		}
	}
	var all []variant
	for _, role := range []string{"default-roles-staff", "staff", "manager", "account-manager", "superuser-readonly", "clerk"} {
		all = append(all, variant{
			role + " at an admin path", "role_exceeded", nil,
			func(s *shop) {
				desk(s, 0, "shop-admin")
				s.ask(user, s.token(user, claims{"role": nil, "roles": []string{role, "clerk"}}), "GET", "/api/admin/users", nil)
			},
			func(s *shop) { // one who has it besides, one who is sent away, and where it is usual
				desk(s, 0, "shop-admin")
				s.ask(user, s.token(user, claims{"role": nil, "roles": []string{role, "shop-admin"}}), "GET", "/api/admin/users", nil)
				s.ask(user, s.token(user, claims{"role": nil, "roles": []string{role}}), "GET", "/api/admin/users", asked{"status": 403})
				s.ask(user, s.token(user, claims{"role": nil, "roles": []string{role}}), "GET", "/api/orders", nil)
			},
		})
	}
	for _, form := range []struct{ method, path, neighbour string }{
		{"POST", "/auth/password", "/auth/password/reset"},
		{"PUT", "/api/users/me/password", "/api/users/me/password-policy"},
		{"PUT", "/api/users/17/password", "/api/users/18/password"},
		{"POST", "/api/me/password", "/api/forgot/password"},
		{"PATCH", "/account/update-password", "/account/verify-password"},
		{"POST", "/password/change/", "/login/password"},
		{"POST", "/users/set_password", "/users/reset_password"},
	} {
		all = append(all, variant{
			form.method + " " + form.path, "used_after_password_change", nil,
			func(s *shop) { afterChange(s, user, nil, form.method, form.path) },
			func(s *shop) { afterChange(s, user, nil, form.method, form.neighbour) },
		})
	}
	return append(all, []variant{
		{"a password that an administrator changes", "used_after_password_change", nil, func(s *shop) {
			token := s.token(user, nil)
			s.at = s.at.Add(time.Minute)
			s.ask(admin, s.token(admin, claims{"role": "admin"}), "POST", "/api/users/17/password/change/", asked{"status": 204})
			s.at = s.at.Add(time.Minute)
			s.ask(user, token, "GET", "/api/orders", nil)
		}, func(s *shop) { // who goes on with his own token
			afterChange(s, admin, claims{"role": "admin"}, "POST", "/api/users/17/password/change/")
		}},
		{"a host with its port", "unknown_host", func(s *Settings) {
			s.KnownHosts = []string{"*.shop.example", "shop.example", "10.0.0.7:8000"}
		}, func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", "/api/orders", asked{"host": "10.0.0.7:9000"})
		}, func(s *shop) {
			s.ask(user, "", "GET", "/healthz", asked{"host": "10.0.0.7:8000"})
			s.ask(user, s.token(user, nil), "GET", "/api/orders", asked{"host": "API.shop.example:8443"})
		}},
		{"a host without its port", "unknown_host", func(s *Settings) {
			s.KnownHosts = []string{"*.shop.example", "shop.example", "10.0.0.7", "[2001:db8::7]"}
		}, func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", "/api/orders", asked{"host": "10.0.0.8:8000"})
		}, func(s *shop) {
			s.ask(user, "", "GET", "/healthz", asked{"host": "[2001:db8::7]:8000"})
		}},
		{"somebody whom the token does not name", "other_subject", nil, func(s *shop) {
			s.ask(user, s.token(user, claims{"dependents": []string{"19", "20"}}), "GET", "/api/users/18/orders", nil)
		}, func(s *shop) {
			s.ask(user, s.token(user, claims{"dependents": []string{"18", "19"}}), "GET", "/api/users/18/orders", nil)
			s.ask(user, s.token(user, claims{"wards": []claims{{"id": 21, "name": "somebody"}}}), "GET", "/api/users/21/orders", nil)
			s.ask(user, s.token(user, claims{"ward_id": 22}), "GET", "/api/users/22/orders", nil)
		}},
		{"one of two roles at an admin path", "role_exceeded", nil, func(s *shop) {
			desk(s, 0, "supervisor-east", "supervisor-west")
			s.ask(user, s.token(user, claims{"role": nil, "roles": []string{"clerk"}}), "GET", "/api/admin/users", nil)
		}, func(s *shop) { // and a third one that is not rare, and one that says what it is
			desk(s, 0, "supervisor-east", "supervisor-west", "manager")
			s.ask(user, s.token(user, claims{"role": nil, "roles": []string{"manager"}}), "GET", "/api/admin/users", nil)
			s.ask(user, s.token(user, claims{"role": nil, "roles": []string{"root"}}), "GET", "/api/admin/users", nil)
		}},
		{"unrelated networks of both families within seconds", "many_addresses", nil, func(s *shop) {
			token := s.token(user, nil)
			for _, address := range []string{"84.17.44.9", "2804:14c:65d7::9", "84.17.44.9", "45.155.205.12", "2804:14c:65d7::9", "103.27.9.44", "41.90.3.7"} {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": address})
			}
		}, func(s *shop) { // a telephone whose carrier has many networks
			token := s.token(user, nil)
			for i := range 16 {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": []string{
					fmt.Sprintf("80.187.%d.9", 80+i), fmt.Sprintf("2a02:3030:%x::7", i), "91.20.3.4", fmt.Sprintf("80.187.%d.9", 120+i)}[i%4]})
				s.at = s.at.Add(time.Duration(i%5) * time.Minute)
			}
		}},
		{"networks of a day", "many_addresses", nil, func(s *shop) {
			token := s.token(user, claims{"exp": s.at.Unix() + 80000})
			for i := range 14 {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": fmt.Sprintf("%d.20.30.40", 70+i)})
				s.at = s.at.Add(50 * time.Minute)
			}
		}, func(s *shop) { // of a traveller
			token := s.token(user, claims{"exp": s.at.Unix() + 80000})
			for i := range 14 {
				s.ask(user, token, "GET", "/api/orders", asked{"remote_addr": fmt.Sprintf("%d.20.30.40", 70+i/2)})
				s.at = s.at.Add(50 * time.Minute)
			}
		}},
		{"an item that is open while its collection is not", "unauthenticated_endpoint", nil, func(s *shop) {
			collection(s, 401)
			for i := range 12 {
				s.ask(i, "", "GET", fmt.Sprintf("/api/appointments/%d", 4711+i), nil)
			}
		}, func(s *shop) { // a list for everybody whose items only some may change, pictures, and what many read
			collection(s, 200)
			for i := range 12 {
				s.ask(i, "", "GET", fmt.Sprintf("/api/appointments/%d", 4711+i), nil)
			}
			for i := range 120 {
				s.ask(i, s.token(i, nil), "GET", "/api/members", nil)
				s.ask(i, "", "GET", "/api/members", asked{"status": 401})
				s.ask(i, "", "GET", fmt.Sprintf("/api/members/%d/avatar", 4711+i), nil)
				s.ask(i, s.token(i, nil), "GET", "/api/articles", nil)
				s.ask(i, "", "GET", "/api/articles", asked{"status": 401})
				s.ask(i, "", "GET", fmt.Sprintf("/api/articles/%d", 4711+i), nil)
			}
		}},
		{"an item that is usually read with a token", "unauthenticated_endpoint", nil, func(s *shop) {
			items(s, "DELETE", "/api/contracts/%d", 401)
			for i := range 12 {
				s.ask(i, "", "GET", fmt.Sprintf("/api/contracts/%d", 4711+i), nil)
			}
		}, func(s *shop) { // one that guests may write to as well
			items(s, "POST", "/api/contracts/%d", 201)
			for i := range 12 {
				s.ask(i, "", "GET", fmt.Sprintf("/api/contracts/%d", 4711+i), nil)
			}
		}},
		{"an issuer that is not listed", "issuer_mismatch", func(s *Settings) { s.Issuers = []string{"https://id.shop.example"} }, func(s *shop) {
			s.ask(user, s.token(user, claims{"iss": "https://id.evil.example"}), "GET", "/api/orders", nil)
		}, func(s *shop) {
			s.ask(user, s.token(user, nil), "GET", "/api/orders", nil)
		}},
	}...)
}

// TestWrongListIsOneSignal: a list of the configuration that lacks the only issuer
// there is says so once.
func TestWrongListIsOneSignal(t *testing.T) {
	s := newShop()
	s.openDay()
	settings := DefaultSettings()
	settings.Issuers, settings.Audiences = []string{"https://id.old.example"}, []string{"backoffice"}
	r, _ := s.audit(t, Options{Settings: settings})
	if got := named(r); len(r.Signals) != 2 || !slices.Equal(got, []string{"audience_mismatch", "issuer_mismatch"}) {
		t.Fatalf("%d signals: %v", len(r.Signals), got)
	}
	for _, one := range r.Signals {
		if one.Count < 500 || !strings.Contains(one.Reason, " tokens have the same one") {
			t.Errorf("%s: %d requests, %s", one.Name, one.Count, one.Reason)
		}
	}
}

// tenants are two hosts that each have one.
func tenants(s *shop) {
	for user := 1; user <= customers; user++ {
		name := []string{"acme", "globex"}[user%2]
		s.ask(user, s.token(user, claims{"tenant": name}), "GET", "/api/stock", asked{"host": name + ".shop.example"})
	}
}

// TestHonestTraffic has no signal.
func TestHonestTraffic(t *testing.T) {
	s := newShop()
	s.openDay()
	tenants(s)
	if r, _ := s.audit(t, Options{}); len(r.Signals) > 0 {
		t.Errorf("%d requests, %+v", r.Requests, r.Signals)
	}
}

func TestDenylist(t *testing.T) {
	f := func(name string, after time.Duration, status int, want bool) {
		t.Helper()
		s := newShop()
		s.openDay()
		token := s.token(5, nil)
		print := detectors.NewFingerprinter(testKey).Of("jwt", []byte(token)).String()
		id := detectors.KeyID(testKey)
		text := fmt.Sprintf("# tokens\n\n[JWT-%s-%s] %s # stolen\n", id, print, s.at.Add(after).Format(time.RFC3339))
		denied, err := ReadDenylist(strings.NewReader(text), id)
		if err != nil {
			t.Fatal(err)
		}
		s.ask(5, token, "GET", "/api/orders", asked{"status": status})
		r, _ := s.audit(t, Options{Denylist: denied})
		if got := slices.Contains(named(r), "denylisted"); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	f("it is accepted", time.Hour, 200, true)
	f("it is refused", time.Hour, 401, false)
	f("the entry had expired", -time.Hour, 200, false)
}
