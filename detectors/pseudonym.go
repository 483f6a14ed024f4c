package detectors

import (
	"bytes"
	"errors"
	"slices"
)

// Pseudonym is what an engine writes for one value.
type Pseudonym struct {
	// Mask is the whole of it. It is empty where the template has the place of the
	// value, which differs from line to line.
	Mask        string
	Fingerprint Fingerprint
	// KeyID stands for the key.
	KeyID string
}

// ErrNoPseudonym is returned for a kind that is masked without {hash}.
var ErrNoPseudonym = errors.New("this kind has no pseudonyms")

// Pseudonym tells what the engine writes for a value of a kind, wherever and
// however it is written: a value is decoded first, as that of a finding is, so it
// may be copied from a log as it stands there. It does not ask whether the engine
// would find the value; Takes does. An error is ErrNoPseudonym or tells that the
// kind is unknown.
func (s *Scanner) Pseudonym(kind string, value []byte) (Pseudonym, error) {
	id, err := s.engine.kindNamed(kind)
	if err != nil {
		return Pseudonym{}, err
	}
	m := &s.engine.masks[id]
	has := func(form partForm) bool {
		return slices.ContainsFunc(m.parts, func(p maskPart) bool { return p.form == form })
	}
	if !has(partHash) {
		return Pseudonym{}, ErrNoPseudonym
	}
	w, f := Lines(value), Finding{Hi: len(value), Kind: id}
	p := Pseudonym{KeyID: m.keyID, Fingerprint: s.pseudonyms[id].Of(kind, s.valueText(w, &f))}
	if !has(partPlace) {
		p.Mask = string(s.appendMask(nil, w, &f, f.Hi))
	}
	return p, nil
}

// surroundings are where values of all kinds stand, one at least where each kind
// is sure to be found; %s is the value.
var surroundings = []string{
	"%s",
	"Authorization: Bearer %s",
	"Authorization: Basic %s",
	"Cookie: sessionid=%s",
	"GET /?access_token=%s",
	"GET /?X-Amz-Signature=%s",
	`{"password": "%s"}`,
	`{"phone": "%s"}`,
	"X-Api-Key: %s",
	"postgres://user:%s@localhost/",
	"-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----",
}

// Takes tells whether there is a place in which the engine finds a value of a
// kind as just that: not without a scheme word or quotes that stand around it, and
// not as another kind. It tries the usual places, so a no is likely and not
// certain, and a yes means one of them.
func (s *Scanner) Takes(kind string, value []byte) bool {
	id, err := s.engine.kindNamed(kind)
	if err != nil {
		return false
	}
	want := s.AppendValue(nil, Lines(value), &Finding{Hi: len(value)})
	for _, around := range surroundings {
		w := Lines(bytes.Replace([]byte(around), []byte("%s"), value, 1))
		found, _ := s.Scan(Carry{}, w)
		for i := range found {
			if found[i].Kind == id && bytes.Equal(s.valueText(w, &found[i]), want) {
				return true
			}
		}
	}
	return false
}
