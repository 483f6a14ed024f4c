package misuse

import (
	"cmp"
	"slices"
	"strconv"

	"scrim/detectors"
)

// Report is what an Auditor found.
type Report struct {
	Signals []Signal
	// Requests and Events are how many there were.
	Requests, Events int64
	// Tokens is how many different credentials the requests had.
	Tokens int64
	Unread Unread
	// First and Last are when, in nanoseconds since 1970, or 0.
	First, Last int64
	Forgotten   []Forgotten
}

// Forgotten says that there was more than is kept of something.
type Forgotten struct {
	What string
	// Kept is the limit, Count how many had to make room.
	Kept, Count int64
	// Means says which misuse may be missed.
	Means string
}

// Report judges what was seen. It is called once, after the last request.
func (a *Auditor) Report() Report {
	r := Report{
		Requests: a.requests, Events: a.events, First: a.first, Last: a.last,
		Tokens: int64(len(a.tokens.entries)) + a.tokens.evicted, Unread: a.unread(),
	}
	merged := map[mergeKey]int{}
	var listed [kinds]int64
	for _, w := range a.watches {
		w.judge(a, func(k kind, c *candidate, reason string) {
			if a.skipped[k] {
				return
			}
			key := mergeKey{kind: k}
			switch {
			case c.token != nil:
				key.cause = c.token.fingerprint
			case c.subject != nil:
				key.cause = c.subject.pseudonym
			}
			if c.token == nil || k == tokenInQuery || k == unauthenticatedEndpoint || k == openapiUnsecured {
				key.cause += " " + c.endpoint.name
				if k == cookieWithoutSecure || k == cookieWithoutHTTPOnly || k == unknownHost {
					key.cause = reason
				}
			}
			if c.listed {
				key.cause = strconv.FormatUint(uint64(c.about), 16)
			}
			if at, ok := merged[key]; ok {
				a.add(&r.Signals[at], c)
				return
			}
			if listed[k]++; listed[k] > maxSignals {
				return
			}
			merged[key] = len(r.Signals)
			r.Signals = append(r.Signals, a.signal(k, c, reason))
		})
	}
	slices.SortStableFunc(r.Signals, func(x, y Signal) int {
		return cmp.Or(cmp.Compare(y.Severity, x.Severity), cmp.Compare(x.Name, y.Name), cmp.Compare(x.File, y.File), cmp.Compare(x.Line, y.Line))
	})
	r.Forgotten = a.forgotten()
	for k, n := range listed {
		if n > maxSignals {
			r.Forgotten = append(r.Forgotten, Forgotten{"signals " + infos[k].Name, maxSignals, n - maxSignals, "they are not listed; what so many do may be the habit of this log: see skip of [audit]"})
		}
	}
	return r
}

type mergeKey struct {
	kind  kind
	cause string
}

func (a *Auditor) signal(k kind, c *candidate, reason string) Signal {
	s := Signal{Info: infos[k], Count: c.count, Time: c.time, Endpoint: c.endpoint.name, Reason: reason, Evidence: a.lines(c)}
	if c.refused == c.count && s.Severity > detectors.SeverityLow {
		// What was refused is an attempt.
		s.Severity--
	}
	if c.token != nil {
		s.Token = c.token.fingerprint
	}
	if c.subject != nil {
		s.Subject = c.subject.pseudonym
	}
	s.File, s.Line = s.Evidence[0].File, s.Evidence[0].Line
	return s
}

// lines are those that show a candidate.
func (a *Auditor) lines(c *candidate) (all []Evidence) {
	for _, at := range c.refs {
		all = append(all, Evidence{File: a.files[at.file], Line: at.line, Text: a.kept.text(at.number)})
	}
	return all
}

// add merges what another candidate shows of the same cause.
func (a *Auditor) add(s *Signal, c *candidate) {
	s.Count += c.count
	for _, e := range a.lines(c) {
		if len(s.Evidence) < maxEvidence && !slices.Contains(s.Evidence, e) {
			s.Evidence = append(s.Evidence, e)
		}
	}
}

// forgotten are the tables that were too small.
func (a *Auditor) forgotten() (all []Forgotten) {
	say := func(what string, kept int, count int64, means string) {
		if count > 0 {
			all = append(all, Forgotten{what, int64(kept), count, means})
		}
	}
	say("tokens", maxTokens, a.tokens.evicted, "what a token did before it was unused for long may be missed: a burst, many addresses, a logout")
	say("subjects", maxSubjects, a.subjects.evicted, "a change of role or algorithm after a long pause may be missed")
	say("endpoints", maxEndpoints, a.endpoints.evicted, "endpoints that are seldom asked for may count as new ones")
	say("places", maxGroups, a.groups.evicted, "what is usual at a path that is seldom asked for may be unknown")
	for _, w := range a.watches {
		if f, ok := w.(interface {
			forgot() (string, int, int64, string)
		}); ok {
			say(f.forgot())
		}
	}
	return all
}

func (w *walks) forgot() (string, int, int64, string) {
	return "walks", maxWalks, w.all.evicted, "a walk through ids with long pauses may be missed"
}
