package misuse

import (
	"slices"
	"time"

	"scrim/pipeline/setting"
)

// Settings are the [audit] section of a configuration. What is empty is learnt from
// the log.
type Settings struct {
	// KnownHosts are the hosts that the application answers for; "*.example.com"
	// stands for all below example.com, and a name without a port for all ports.
	KnownHosts []string `toml:"known_hosts"`
	// Algorithms, Issuers and Audiences are those that tokens may have.
	Algorithms []string `toml:"algorithms"`
	Issuers    []string `toml:"issuers"`
	Audiences  []string `toml:"audiences"`
	// AdminPaths are the beginnings of paths that are for administrators; empty means
	// those with a part such as admin or backoffice.
	AdminPaths []string `toml:"admin_paths"`
	// MaxLifetime is how long a token may live that is not usual at its issuer.
	MaxLifetime setting.Duration `toml:"max_lifetime"`
	// Leeway is how far the clocks of issuer and application may be apart.
	Leeway setting.Duration `toml:"leeway"`
	// Burst is how many requests of one token are too many.
	Burst *Burst `toml:"burst"`
	// IDsPerToken and Agents are how many ids of one collection and user agents are too
	// many for one token, Addresses how many unrelated networks within an hour.
	IDsPerToken int `toml:"ids_per_token"`
	Addresses   int `toml:"addresses"`
	Agents      int `toml:"agents"`
	// Succession is how soon after a request from one network one from another
	// network cannot be the same person.
	Succession setting.Duration `toml:"succession"`
	// Skip are signals that are not wanted.
	Skip []string `toml:"skip"`
}

// Burst is so many requests within so long.
type Burst struct {
	Requests int              `toml:"requests"`
	Within   setting.Duration `toml:"within"`
}

// DefaultSettings are those without a configuration.
func DefaultSettings() Settings {
	return Settings{
		MaxLifetime: setting.Duration(24 * time.Hour),
		Leeway:      setting.Duration(time.Minute),
		Burst:       &Burst{Requests: 50, Within: setting.Duration(10 * time.Second)},
		IDsPerToken: 20,
		Addresses:   6,
		Agents:      4,
		Succession:  setting.Duration(5 * time.Second),
	}
}

// The largest thresholds: what is counted for one token stops there.
const (
	maxThreshold = 1000
	maxCounted   = 2 * maxThreshold
)

// Problems are what is wrong with them.
func (s *Settings) Problems() []setting.Problem {
	var all setting.Problems
	for _, name := range s.Skip {
		all.AddIf(!slices.Contains(Names(), name), "skip", "skip names a signal that does not exist", "the README lists them")
	}
	for _, path := range s.AdminPaths {
		all.AddIf(path[:min(1, len(path))] != "/", "admin_paths", "a path of admin_paths must begin with a slash", "")
	}
	threshold := func(key string, n int) {
		all.AddIf(n < 2 || n > maxThreshold, key, key+" must be between 2 and 1000", "")
	}
	threshold("ids_per_token", s.IDsPerToken)
	threshold("addresses", s.Addresses)
	threshold("agents", s.Agents)
	if s.Burst != nil {
		all.AddIf(s.Burst.Requests < 2, "burst", "a burst has at least 2 requests", "burst = { requests = 50, within = \"10s\" }")
		all.AddIf(time.Duration(s.Burst.Within) < time.Second, "burst", "within must be at least 1s", "")
	}
	return all
}
