package misuse

import (
	"math/bits"
	"strconv"
	"time"
)

// lifetimes are the signals about when tokens are valid.
type lifetimes struct {
	expired, early, long candidates
	// files tell whether a file's clock can be compared with the tokens'.
	files map[int]*clock
}

// clock counts the requests with times and those whose token was not valid then.
type clock struct{ valid, invalid int64 }

func newLifetimes() *lifetimes {
	return &lifetimes{newCandidates(expiredToken), newCandidates(notYetValidToken), newCandidates(longLivedToken), map[int]*clock{}}
}

func (w *lifetimes) see(a *Auditor, o *observation) {
	c := o.claims
	if c == nil || c.none {
		return
	}
	if o.granted {
		w.long1(a, o)
	}
	if o.Time == 0 || !o.granted {
		return
	}
	now := o.Time / int64(time.Second)
	leeway := inSeconds(time.Duration(a.settings.Leeway))
	file := w.files[o.File]
	if file == nil {
		file = &clock{}
		w.files[o.File] = file
	}
	starts := max(c.notBefore, c.issued)
	switch {
	case c.expires != 0 && now > c.expires+leeway:
		file.invalid++
		one := w.expired.note(a, a.digester.joined(o.token.id, o.endpoint.key), o)
		one.amount = max(one.amount, now-c.expires)
		one.class = o.File
	case starts != 0 && now < starts-leeway:
		file.invalid++
		one := w.early.note(a, a.digester.joined(o.token.id, o.endpoint.key), o)
		one.amount = max(one.amount, starts-now)
		one.class = o.File
	default:
		file.valid++
	}
}

// long1 notes tokens that live longer than is allowed.
func (w *lifetimes) long1(a *Auditor, o *observation) {
	c := o.claims
	limit := inSeconds(time.Duration(a.settings.MaxLifetime))
	begin := c.issued
	if begin == 0 {
		begin = c.notBefore
	}
	if begin == 0 {
		begin = o.token.first / int64(time.Second)
	}
	switch {
	case c.expires == 0 && (c.issued != 0 || c.subject != none):
		w.long.note(a, o.token.id, o).amount = 0
	case c.expires != 0 && begin != 0 && c.expires-begin > limit:
		w.long.note(a, o.token.id, o).amount = c.expires - begin
	}
}

// lifetimeClass is the order of magnitude of a lifetime.
func lifetimeClass(seconds int64) digest {
	return digest(bits.Len64(uint64(max(seconds, 0)))<<1 | 1)
}

// maxInvalid is the part of a file's requests with tokens that are not valid above
// which it is the clock, or its zone, that is wrong.
const maxInvalid = 0.2

func (w *lifetimes) judge(a *Auditor, tell func(kind, *candidate, string)) {
	wrong := func(file int) bool {
		c := w.files[file]
		return c.invalid > 5 && float64(c.invalid) > maxInvalid*float64(c.valid+c.invalid)
	}
	w.expired.each(func(c *candidate) {
		if !a.open(c.endpoint) && !wrong(c.class) {
			tell(expiredToken, c, "the token had expired "+duration(c.amount)+" before the request")
		}
	})
	w.early.each(func(c *candidate) {
		if !a.open(c.endpoint) && !wrong(c.class) {
			tell(notYetValidToken, c, "the token became valid "+duration(c.amount)+" after the request")
		}
	})
	w.long.each(func(c *candidate) {
		claims := c.token.claims
		if c.amount == 0 {
			if !claims.service {
				tell(longLivedToken, c, "the token never expires")
			}
			return
		}
		usual := a.everyToken.issuerLifetimes[claims.issuer]
		if claims.issued != 0 && usual != nil && !unusualLifetime(usual, claims) {
			return
		}
		tell(longLivedToken, c, "the token lives for "+duration(c.amount))
	})
}

// maxServiceLifetime is how long tokens of programs live by habit.
const maxServiceLifetime = 400 * 24 * time.Hour

func unusualLifetime(usual *tally, c *Claims) bool {
	lifetime := c.expires - c.issued
	if c.service && lifetime <= inSeconds(maxServiceLifetime) {
		return false
	}
	n := usual.count(lifetimeClass(lifetime))
	return n <= rareTokens || float64(n) <= 0.05*float64(usual.total)
}

// duration words a number of seconds in its largest unit.
func duration(seconds int64) string {
	for _, unit := range []struct {
		seconds int64
		name    string
	}{{365 * 86400, " years"}, {86400, " days"}, {3600, " h"}, {60, " min"}} {
		if seconds >= 2*unit.seconds || seconds >= unit.seconds && unit.seconds <= 3600 {
			return strconv.FormatInt(seconds/unit.seconds, 10) + unit.name
		}
	}
	return strconv.FormatInt(seconds, 10) + " s"
}
