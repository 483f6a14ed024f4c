package misuse

import (
	"bytes"
	"strings"
	"time"
)

// ending is why a token should not be used any more.
type ending int

const (
	loggedOut ending = iota
	passwordChanged
	revoked
	endings
)

var endingKinds = [endings]kind{usedAfterLogout, usedAfterPasswordChange, usedAfterRevocation}

var endingReasons = [endings]string{" after its logout", " after the password of its subject was changed", " after it was revoked"}

// ended are tokens that are used after their end, or that are on the denylist.
type ended struct {
	// ids are jti, sid, fingerprints and subjects that an event has ended.
	ids    *table[digest, [endings]int64]
	used   [endings]candidates
	denied candidates
}

func newEnded() *ended {
	w := &ended{ids: newTable[digest, [endings]int64](maxEnded), denied: newCandidates(denylisted)}
	for e, k := range endingKinds {
		w.used[e] = newCandidates(k)
	}
	return w
}

// graceAfterEnd is how long after its end a token's requests may still be under
// way, in nanoseconds.
const graceAfterEnd = int64(3 * time.Second)

func (w *ended) see(a *Auditor, o *observation) {
	t := o.token
	if t == nil {
		return
	}
	if a.denylist != nil && o.accepted && a.denylist.holds(o.credential.Fingerprint, o.Time) {
		w.denied.note(a, t.id, o)
	}
	if o.Time == 0 {
		return
	}
	if o.granted {
		for e := range endings {
			if at := w.endOf(a, o, e); at != 0 && o.Time > at+graceAfterEnd {
				one := w.used[e].note(a, a.digester.joined(t.id, o.endpoint.key), o)
				one.amount = max(one.amount, (o.Time-at)/int64(time.Second))
			}
		}
	}
	w.endBy(a, o)
}

// endOf is when a token ended in this way, or 0. It lives on if it began later.
func (w *ended) endOf(a *Auditor, o *observation, e ending) int64 {
	t := o.token
	at := max(t.dead[e], 0)
	if c := o.claims; c != nil {
		for _, id := range [...]digest{c.id, c.session} {
			if id == none {
				continue
			}
			if ends := w.ids.get(id); ends != nil {
				at = max(at, ends[e])
			}
		}
	}
	if e == loggedOut || e == passwordChanged && t.key {
		return at
	}
	bySubject := func(name digest) {
		if ends := w.ids.get(a.allOf(name)); ends != nil && began(o) < ends[e] {
			at = max(at, ends[e])
		}
	}
	if o.user != none {
		bySubject(o.user)
	}
	if o.claims != nil {
		for _, name := range o.claims.subjects {
			bySubject(name)
		}
	} else if o.subject != nil {
		bySubject(o.subject.key)
	}
	return at
}

// began is when a token was issued, or first seen. Claims have whole seconds, cut
// off: what was issued in the second of an event may have been issued after it.
func began(o *observation) int64 {
	if o.claims != nil && o.claims.issued != 0 {
		return (o.claims.issued + 1) * int64(time.Second)
	}
	if o.token.first != 0 {
		return o.token.first
	}
	return o.Time
}

// endBy notes what a request ends.
func (w *ended) endBy(a *Auditor, o *observation) {
	e := o.endpoint
	if !o.accepted || o.Status == 0 || !isWrite(o.Method) && !e.words.logout {
		return
	}
	end := func(how ending) {
		if o.token.dead[how] == 0 {
			o.token.dead[how] = o.Time
		}
	}
	switch {
	case e.words.logout:
		end(loggedOut)
	case e.words.revoke:
		end(revoked)
	case e.password == passwordByName, e.password == passwordByForm && o.granted:
		if other := a.whosePassword(o); other != none {
			w.endAll(a, other, passwordChanged, o.Time)
			return
		}
		end(passwordChanged)
	}
}

// allOf is the key of the ends of all tokens of a subject.
func (a *Auditor) allOf(subject digest) digest { return a.digester.joined(subject, 5) }

// endAll ends the tokens that a subject has by then.
func (w *ended) endAll(a *Auditor, subject digest, how ending, at int64) {
	ends, _ := w.ids.make(a.allOf(subject))
	ends[how] = max(ends[how], at)
}

// The words of events. Each list is looked for in the message in small letters.
var (
	logoutEvents = []string{"logged out", "log out", "logout", "signed out", "session ended", "session closed", "user_logged_out"}
	changeEvents = []string{"password changed", "changed password", "changed their password", "password updated", "password was changed", "password_changed", "password_change", "password reset complete", "password has been changed", "set a new password"}
	revokeEvents = []string{"revoked", "revoke", "revocation", "blacklisted", "denylisted", "invalidated", "token disabled"}
	// notEvents are in messages of what did not happen.
	notEvents = []string{"failed", "failure", "could not", "cannot", "denied", "error", "invalid password", "requested", "rejected"}
)

// maxMessage is how much of a message is looked at.
const maxMessage = 2 << 10

// endingOf tells what a message says has ended; false if nothing has.
func endingOf(message []byte) (how ending, ok bool) {
	var lower [maxMessage]byte
	text := lower[:copy(lower[:], message)]
	for i, c := range text {
		if c >= 'A' && c <= 'Z' {
			text[i] = c + 'a' - 'A'
		}
	}
	says := func(words []string) bool {
		for _, word := range words {
			if bytes.Contains(text, []byte(word)) {
				return true
			}
		}
		return false
	}
	switch {
	case says(changeEvents):
		how = passwordChanged
	case says(revokeEvents):
		how = revoked
	case says(logoutEvents):
		how = loggedOut
	default:
		return 0, false
	}
	return how, !says(notEvents)
}

func endsSomething(message []byte) bool {
	_, ok := endingOf(message)
	return ok
}

func (w *ended) hear(a *Auditor, e *Event) {
	how, ok := endingOf(e.Message)
	if !ok || e.Time == 0 {
		return
	}
	named := w.endNamed(a, e, how)
	w.endSubject(a, e, how, named)
}

// endNamed ends the tokens whose ids stand in the message, or in a field of their own.
func (w *ended) endNamed(a *Auditor, e *Event, how ending) (named bool) {
	end := func(id []byte) {
		named = true
		ends, _ := w.ids.make(a.digester.of(id))
		if ends[how] == 0 {
			ends[how] = e.Time
		}
	}
	if len(e.Token) > 0 {
		end(e.Token)
	}
	for word := range bytes.FieldsFuncSeq(e.Message, isBetweenWords) {
		if len(word) >= minID && hasDigit(word) {
			end(word)
		}
	}
	return named
}

// minID is how long an id is that may stand anywhere in a message.
const minID = 8

func isBetweenWords(r rune) bool {
	switch {
	case r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r == '-', r == '_', r == '.', r == '@', r == '|', r >= 0x80:
		return false
	}
	return true
}

func hasDigit(word []byte) bool { return bytes.ContainsAny(word, "0123456789") }

// endSubject ends the tokens of the subject that the event names. Where a subject
// has several tokens, nobody can tell which of them a logout has ended.
func (w *ended) endSubject(a *Auditor, e *Event, how ending, named bool) {
	s := w.subjectOf(a, e)
	if s == none {
		return
	}
	switch {
	case how == passwordChanged, how == revoked && !named:
		w.endAll(a, s, how, e.Time)
	case how == loggedOut && !named:
		known := a.aliases.get(s)
		if known == nil {
			return
		}
		var one *token
		for _, t := range (*known).live {
			if t.key || t.dead[loggedOut] != 0 || t.last != 0 && e.Time-t.last > maxIdle {
				continue
			}
			if one != nil {
				return
			}
			one = t
		}
		if one != nil {
			one.dead[loggedOut] = e.Time
		}
	}
}

// maxIdle is after how long without a request a session is not taken for the one
// that somebody ended, in nanoseconds.
const maxIdle = int64(12 * time.Hour)

// subjectOf is the subject that an event names: in a field, or behind a word.
func (w *ended) subjectOf(a *Auditor, e *Event) digest {
	if len(e.User) > 0 && !isAnonymous(e.User) {
		return a.digester.of(e.User)
	}
	announced := false
	for word := range bytes.FieldsFuncSeq(e.Message, isBetweenWords) {
		if announced && !isFiller(word) {
			return a.digester.of(bytes.Trim(word, ".-_"))
		}
		announced = announced || isSubjectWord(word)
	}
	return none
}

func isSubjectWord(word []byte) bool {
	switch strings.ToLower(string(word)) {
	case "user", "user_id", "userid", "uid", "sub", "subject", "username", "account", "user-id", "customer", "member":
		return true
	}
	return false
}

func isFiller(word []byte) bool {
	switch strings.ToLower(string(word)) {
	case "id", "is", "with", "name", "pk", "the", "has", "was", "logged", "user", "username", "sub", "password", "changed", "revoked", "token", "tokens", "session":
		return true
	}
	return false
}

func (w *ended) judge(a *Auditor, tell func(kind, *candidate, string)) {
	for e := range endings {
		w.used[e].each(func(c *candidate) {
			if !a.open(c.endpoint) && !c.endpoint.words.login {
				tell(endingKinds[e], c, "the token was accepted "+duration(c.amount)+endingReasons[e])
			}
		})
	}
	w.denied.each(func(c *candidate) { tell(denylisted, c, "the token is on the denylist and was accepted") })
}
