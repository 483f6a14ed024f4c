package detectors

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"strings"
)

const (
	// pseudonymBytes is the length of a pseudonym: 96 bits, of which two are
	// equal by chance in one of 2^48 values.
	pseudonymBytes = 12
	// maxKeyID is the longest key id.
	maxKeyID = 16
	// maxMaskLabel is the longest label of a mask in bytes.
	maxMaskLabel = 64
)

// compiledMask is what becomes of the findings of one kind.
type compiledMask struct {
	mode  MaskMode
	label []byte // of MaskLabel: all of it; of MaskHash: up to the pseudonym
	key   []byte
}

// pseudonymiser computes the pseudonyms of one kind for one scanner.
type pseudonymiser struct {
	mac hash.Hash
	sum [sha256.Size]byte
}

func (e *Engine) addMasks(o Options) error {
	for name := range o.Masks {
		if _, err := e.kindNamed(name); err != nil {
			return fmt.Errorf("mask: %w", err)
		}
	}
	custom := false
	for id, k := range e.kinds {
		m, own := o.Masks[k.Name]
		if !own {
			m = o.Mask
		}
		compiled, err := m.compile(k.Name)
		if err != nil {
			return fmt.Errorf("mask of %s: %w", k.Name, err)
		}
		e.masks[id] = compiled
		if len(compiled.label) > 0 {
			e.starts[compiled.label[0]] = true
		}
		custom = custom || m.Label != ""
	}
	if custom {
		return e.checkLabels()
	}
	return nil
}

// compile checks the mask and prepares it for one kind.
func (m Mask) compile(kind string) (compiledMask, error) {
	switch m.Mode {
	case "", MaskLabel:
		label, err := expandLabel(m.Label, kind)
		return compiledMask{mode: MaskLabel, label: label}, err
	case MaskStars, MaskRemove:
		return compiledMask{mode: m.Mode}, nil
	case MaskHash:
		id, err := m.keyID()
		return compiledMask{mode: MaskHash, label: []byte("[" + strings.ToUpper(kind) + "-" + id + "-"), key: m.Key}, err
	}
	return compiledMask{}, fmt.Errorf("unknown mode %q (known: label stars hash remove)", string(m.Mode))
}

// expandLabel fills a template in. A label has to be safe wherever a value
// stands: in JSON at any depth, in a shell, in logfmt.
func expandLabel(template, kind string) ([]byte, error) {
	if template == "" {
		template = DefaultLabel
	}
	label := strings.NewReplacer("{KIND}", strings.ToUpper(kind), "{kind}", kind).Replace(template)
	if len(label) > maxMaskLabel {
		return nil, fmt.Errorf("the label is longer than %d bytes", maxMaskLabel)
	}
	if !isLabel([]byte(label)) {
		return nil, errors.New("the label has to be letters, digits and _ - . * #, also between brackets as in [{KIND}]")
	}
	return []byte(label), nil
}

// isLabel tells whether a label is a word that nothing else looks like the
// begin or the end of, also between a pair of brackets.
func isLabel(label []byte) bool {
	n := len(label)
	if n > 2 && strings.IndexByte("[<({", label[0]) >= 0 && openingOf(label[n-1]) == label[0] && strings.IndexByte("]>)}", label[n-1]) >= 0 {
		label = label[1 : n-1]
	}
	for _, c := range label {
		if !isAlnum(c) && strings.IndexByte("_-.*#", c) < 0 {
			return false
		}
	}
	return len(label) > 0
}

// keyID is the id shown in pseudonyms; by default it is derived from the key,
// so that values under different keys are never compared by mistake.
func (m Mask) keyID() (string, error) {
	if len(m.Key) < MinKeyBytes {
		return "", fmt.Errorf("mode hash needs a key of at least %d bytes", MinKeyBytes)
	}
	if m.KeyID == "" {
		mac := hmac.New(sha256.New, m.Key)
		mac.Write([]byte("key id"))
		return hex.EncodeToString(mac.Sum(nil)[:2]), nil
	}
	if len(m.KeyID) > maxKeyID {
		return "", fmt.Errorf("the key id is longer than %d characters", maxKeyID)
	}
	for _, c := range []byte(m.KeyID) {
		if !isAlnum(c) {
			return "", errors.New("the key id may hold ASCII letters and digits only")
		}
	}
	return m.KeyID, nil
}

// example is what the mask writes, for scrim list.
func (m *compiledMask) example() string {
	switch m.mode {
	case MaskStars:
		return "********"
	case MaskHash:
		return string(m.label) + "0123456789abcdef01234567]"
	}
	return string(m.label)
}

// labelContexts are texts that a label must leave as they are.
var labelContexts = []string{
	"%s", "token=%s follows1", `{"password": "%s"}`, "Authorization: Bearer %s", "Cookie: a=%s; b=%s", "/?token=%s&a=1", "/?next=%3Ftoken%3D%s%26b%3D2",
	"phone: %s 01234567", "%s: 0a1b2c3d4e5f6a7b", "%s=0a1b2c3d4e5f6a7b", "https://user:%s@host.example/", "api_key: [%s]", "code %s 0a1b2c3d4e5f6a7b",
}

// checkLabels refuses labels that would themselves be masked.
func (e *Engine) checkLabels() error {
	s := e.NewScanner()
	for id := range e.kinds {
		if e.masks[id].mode != MaskLabel {
			continue
		}
		for _, context := range labelContexts {
			text := []byte(strings.ReplaceAll(context, "%s", string(e.masks[id].label)))
			if found, _ := s.Scan(Carry{}, Lines(text)); len(found) > 0 {
				return fmt.Errorf("mask of %s: the label would itself be redacted (choose one like %s)", e.kinds[id].Name, DefaultLabel)
			}
		}
	}
	return nil
}

// maskAt is the length of a mask of this engine that begins at src[i], or 0.
func (s *Scanner) maskAt(i int) int {
	if i >= len(s.src) || !s.engine.starts[s.src[i]] {
		return 0 // fast path
	}
	rest := s.src[i:]
	for id := range s.engine.kinds {
		m := &s.engine.masks[id]
		if len(m.label) == 0 || !bytes.HasPrefix(rest, m.label) {
			continue
		}
		if m.mode == MaskLabel {
			return len(m.label)
		}
		if n := len(m.label) + 2*pseudonymBytes; n < len(rest) && rest[n] == ']' && isHexRun(rest[len(m.label):n]) {
			return n + 1
		}
	}
	return 0
}

func isHexRun(b []byte) bool {
	for _, c := range b {
		if !isHex(c) {
			return false
		}
	}
	return true
}

// isMask tells whether a span is a mask of this engine and nothing else, or a
// part of one that ends in a closing bracket.
func (s *Scanner) isMask(lo, hi int) bool { return hi > lo && s.maskAt(lo) >= hi-lo }

// NewScanner makes a scanner for one goroutine.
func (e *Engine) NewScanner() *Scanner {
	s := e.newScanner()
	s.inner = e.newScanner()
	return s
}

func (e *Engine) newScanner() *Scanner {
	s := &Scanner{engine: e, text: make([]byte, 0, maxRecognise+4)}
	s.pseudo = make([]pseudonymiser, len(e.kinds))
	for id := range e.kinds {
		if e.masks[id].mode == MaskHash {
			s.pseudo[id].mac = hmac.New(sha256.New, e.masks[id].key)
		}
	}
	return s
}

// AppendRedact appends src with every secret masked. src is one whole record
// or some whole lines; nothing is remembered from one call to the next.
func (s *Scanner) AppendRedact(dst, src []byte) []byte {
	w := Lines(src)
	found, _ := s.Scan(Carry{}, w)
	return s.AppendMasked(dst, w, found)
}

// AppendMasked appends the owned part of w with the findings, which Scan
// returned for it, masked.
func (s *Scanner) AppendMasked(dst []byte, w Window, found []Finding) []byte {
	at := w.Lo
	for i := range found {
		f := &found[i]
		dst = append(dst, w.Data[at:f.Lo]...)
		hi := min(f.Hi, w.Hi)
		dst = s.appendMask(dst, w, f, hi)
		at = hi
	}
	return append(dst, w.Data[at:w.Hi]...)
}

func (s *Scanner) appendMask(dst []byte, w Window, f *Finding, hi int) []byte {
	m := &s.engine.masks[f.Kind]
	if m.mode == MaskStars {
		return appendStars(dst, f, hi-f.Lo)
	}
	if f.Continued {
		return dst
	}
	dst = appendQuote(dst, f)
	switch {
	case m.mode == MaskLabel:
		dst = append(dst, m.label...)
	case m.mode == MaskHash:
		dst = append(dst, m.label...)
		dst = s.appendPseudonym(dst, w, f)
		dst = append(dst, ']')
	case f.Quote == 0 && leavesHyphen(w.Data, f):
		dst = append(dst, '-')
	}
	return appendQuote(dst, f)
}

// leavesHyphen tells whether a hyphen has to stand where the value was, so
// that what follows is not taken for the value the next time. Between quotes, in
// a cookie and in a query string an empty value is unmistakable.
func leavesHyphen(src []byte, f *Finding) bool {
	switch {
	case f.enclosed || f.Place == PlaceCookie:
		return false
	case f.Place == PlaceQuery && followsEquals(src, f.Lo):
		return f.Hi < len(src) && strings.IndexByte("& \"'\n", src[f.Hi]) < 0
	}
	return true
}

// followsEquals tells whether an equals sign, raw or encoded, ends before src[i].
func followsEquals(src []byte, i int) bool {
	return i > 0 && src[i-1] == '=' || hasFoldedAt(src, i-2, "3d")
}

// appendStars appends a star for each of the n bytes that a window owns of the
// value; a number, whose stars are closed by a quote, gets all of them at once.
func appendStars(dst []byte, f *Finding, n int) []byte {
	if f.number {
		return dst
	}
	if f.Quote != 0 {
		n = min(f.Hi-f.Lo, maxStars)
	}
	dst = appendQuote(dst, f)
	for range n {
		dst = append(dst, '*')
	}
	return appendQuote(dst, f)
}

// maxStars is how many stars a number gets at most.
const maxStars = 64

// appendQuote writes the quote that makes a string of a bare number's mask.
func appendQuote(dst []byte, f *Finding) []byte {
	if f.Quote == 0 {
		return dst
	}
	for range f.Escape {
		dst = append(dst, '\\')
	}
	return append(dst, f.Quote)
}

// appendPseudonym appends the keyed hash of the kind and the decoded value, of
// which at most maxRecognise bytes count.
func (s *Scanner) appendPseudonym(dst []byte, w Window, f *Finding) []byte {
	p := &s.pseudo[f.Kind]
	s.text = appendDecoded(s.text[:0], w.Data[f.Lo:min(f.Hi, f.Lo+maxRecognise)], maxRecognise)
	s.name = append(append(s.name[:0], s.engine.kinds[f.Kind].Name...), 0)
	p.mac.Reset()
	p.mac.Write(s.name)
	p.mac.Write(s.text)
	return hex.AppendEncode(dst, p.mac.Sum(p.sum[:0])[:pseudonymBytes])
}
