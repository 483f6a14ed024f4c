package config

import (
	"strings"
	"testing"
	"time"
)

func TestAudit(t *testing.T) {
	c, errs := parseTest("c.toml", "[audit]\nknown_hosts = ['a.example']\nmax_lifetime = '1h'\nburst = { requests = 9, within = '2s' }\nskip = ['burst']")
	if errs != nil {
		t.Fatal(errs)
	}
	s := c.Audit()
	if s.KnownHosts[0] != "a.example" || time.Duration(s.MaxLifetime) != time.Hour || s.Burst.Requests != 9 || s.Skip[0] != "burst" {
		t.Errorf("read %+v", s)
	}
	if s.Agents == 0 || s.IDsPerToken == 0 {
		t.Error("what is not said has no default")
	}
}

func TestAuditFailure(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		_, errs := parseTest("c.toml", "[audit]\n"+text)
		if errs == nil || !strings.Contains(errs.Error(), want) {
			t.Errorf("%s: %v, want %s", text, errs, want)
		}
	}
	f("skip = ['x']", "c.toml:2:8: skip names a signal that does not exist")
	f("admin_paths = ['admin']", "c.toml:2:15: a path of admin_paths must begin with a slash")
	f("agents = 1", "c.toml:2:10: agents must be between 2 and 1000")
	f("addresses = 'many'", "c.toml:2:13: addresses must be a whole number, not a string")
	f("burst = { requests = 1 }", "a burst has at least 2 requests")
	f("burst = { requests = 5, within = '10ms' }", "within must be at least 1s")
	f("burst = 5", "burst must be a table, not a number")
	f("max_lifetime = 5", "max_lifetime must be a duration")
	f("algorithms = 'RS256'", "algorithms must be an array of strings, not a string")
}
