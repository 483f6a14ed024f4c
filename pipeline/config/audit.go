package config

import "scrim/pipeline/misuse"

// audit reads [audit].
func (r *reader) audit(v any, c *Config) {
	if t, ok := r.section("audit", v); ok {
		r.decode(t, &c.audit)
		r.problems(t, c.audit.Problems())
	}
}

// Audit returns what the configuration says of misuse, or else the defaults.
func (c *Config) Audit() misuse.Settings { return c.audit }
