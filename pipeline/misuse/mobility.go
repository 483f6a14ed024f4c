package misuse

import (
	"bytes"
	"net/netip"
	"strconv"
	"time"
)

// mobility are the signals about from where and by what a token is used.
type mobility struct {
	addresses, agents, jumps candidates
	jumping                  int64 // tokens that jumped
}

// route is from where a token came.
type route struct {
	agents, wides digestSet
	stops         [2]stop // the last one of each family of addresses
	family        int     // of the last one
	returns       int64
	scatter       scatter
}

// stop is one request of a route.
type stop struct {
	wide     digest
	platform platform
	time     int64
}

func newMobility() *mobility {
	return &mobility{addresses: newCandidates(manyAddresses), agents: newCandidates(manyAgents), jumps: newCandidates(impossibleSuccession)}
}

// network is the network of an address: /24 of IPv4, /48 of IPv6, which is what one
// household or office has.
func (a *Auditor) network(address []byte) digest { return a.prefix(address, 24, 48) }

// wideNetwork is what one provider has.
func (a *Auditor) wideNetwork(address []byte) digest { return a.prefix(address, 16, 32) }

func (a *Auditor) prefix(address []byte, four, six int) digest {
	if len(address) == 0 {
		return none
	}
	ip, err := netip.ParseAddr(string(address))
	if err != nil {
		return none
	}
	ip = ip.Unmap().WithZone("")
	bits := six
	if ip.Is4() {
		bits = four
	}
	p, err := ip.Prefix(bits)
	if err != nil {
		return none
	}
	b := p.Addr().As16()
	return a.digester.of(b[:])
}

// agent is a user agent without its versions, which change with an update.
func (a *Auditor) agent(text []byte) digest {
	if len(text) == 0 {
		return none
	}
	var plain [256]byte
	b := plain[:0]
	for _, c := range text[:min(len(text), len(plain))] {
		if c >= '0' && c <= '9' || c == '.' || c == '_' {
			continue
		}
		b = append(b, c)
	}
	return a.digester.of(bytes.TrimSpace(b))
}

func (w *mobility) see(a *Auditor, o *observation) {
	t := o.token
	if t == nil || o.refused {
		return
	}
	r := &t.route
	wide := a.wideNetwork(o.Address)
	if wide != none && r.scatter.arrive(wide, o.Time) && len(r.scatter.arrivals) > minMany {
		w.addresses.note(a, t.id, o)
	}
	if agent := a.agent(o.UserAgent); agent != none && r.agents.add(agent, maxCounted) && len(r.agents) >= minMany {
		w.agents.note(a, t.id, o).amount = int64(len(r.agents))
	}
	if wide != none && o.Time != 0 {
		w.move(a, o, wide)
	}
}

// minMany is the least that a threshold may be.
const minMany = 2

// move looks at how a token came from one network to another. One machine has
// addresses of both families and uses them in turn, so they are looked at apart.
func (w *mobility) move(a *Auditor, o *observation, wide digest) {
	r := &o.token.route
	here := stop{wide: wide, platform: platformOf(o.UserAgent), time: o.Time}
	family := 0
	if bytes.IndexByte(o.Address, ':') >= 0 {
		family = 1
	}
	before, last := r.stops[family], r.stops[r.family]
	r.stops[family], r.family = here, family
	seen := !r.wides.add(here.wide, maxKinds)
	class := 0
	if soon := here.time - before.time; seen && before.wide != none && before.wide != here.wide && soon >= 0 && soon <= int64(time.Duration(a.settings.Succession)) {
		if r.returns++; r.returns >= minReturns {
			class |= jumpedBack
		}
	}
	if soon := here.time - last.time; last.wide != none && last.wide != here.wide && soon >= 0 && soon <= platformWindow && here.isOther(last) {
		class |= jumpedPlatform
	}
	if class == 0 && r.returns == 0 {
		return
	}
	one := w.jumps.note(a, o.token.id, o)
	if class != 0 && one.class == 0 {
		w.jumping++
	}
	one.class |= class
	one.amount = max(one.amount, (here.time-last.time)/int64(time.Second))
}

// isOther tells whether two requests came from machines of different kinds.
func (s stop) isOther(t stop) bool {
	return s.platform != 0 && t.platform != 0 && s.platform != t.platform
}

// What makes a jump from one network to another impossible. A telephone changes
// from one network to another, and its browser is not its application; but it does
// not become a computer, nor come and go.
const (
	jumpedPlatform = 1 << iota
	jumpedBack
)

// platformWindow is within how long nobody goes from one machine to another with
// one token, in nanoseconds.
const platformWindow = int64(time.Minute)

// minReturns is how often a token has to come back.
const minReturns = 2

// platform is what a user agent runs on, or 0.
type platform uint8

var platformWords = []string{"iphone", "ipad", "android", "windows", "macintosh", "cros", "linux", "curl", "python", "go-http", "java/", "ruby", "wget", "postman", "node"}

func platformOf(agent []byte) platform {
	lower := bytes.ToLower(agent[:min(len(agent), 256)])
	for i, word := range platformWords {
		if bytes.Contains(lower, []byte(word)) {
			return platform(i + 1)
		}
	}
	return 0
}

func (w *mobility) judge(a *Auditor, tell func(kind, *candidate, string)) {
	suspects := 0
	w.agents.each(func(c *candidate) {
		if c.amount >= int64(a.settings.Agents) {
			suspects++
		}
	})
	usual := quantile(a.counts(func(t *token) int64 { return int64(len(t.route.agents)) }), suspects)
	w.agents.each(func(c *candidate) {
		if c.amount >= int64(a.settings.Agents) && c.amount >= 2*usual && !c.token.isService() {
			tell(manyAgents, c, "one token from "+strconv.FormatInt(c.amount, 10)+" user agents")
		}
	})
	w.judgeScatter(a, tell)
	habit := w.jumping > 2*rareTokens && float64(w.jumping) > 0.02*float64(len(a.tokens.entries))
	w.jumps.each(func(c *candidate) {
		if c.token.isService() || c.class == 0 || habit {
			return
		}
		reason := "from one network to another within " + duration(c.amount)
		if c.class&jumpedBack != 0 {
			reason += ", there and back again"
		}
		if c.class&jumpedPlatform != 0 {
			reason += ", on another platform"
		}
		tell(impossibleSuccession, c, reason)
	})
}
