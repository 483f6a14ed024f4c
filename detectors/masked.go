package detectors

import (
	"errors"
	"fmt"
	"strings"
)

const (
	// maxKeyID is the longest key id.
	maxKeyID = 16
	// maxMaskLabel is the longest label of a mask in bytes.
	maxMaskLabel = 64
)

// compiledMask is what becomes of the findings of one kind.
type compiledMask struct {
	mode  MaskMode
	parts []maskPart // what it writes; none of stars, partial and remove
	key   []byte     // of the pseudonyms, if it writes any
	keyID string     // that stands for the key
}

// compileMasks prepares the mask of every kind.
func (e *Engine) compileMasks(o Options) error {
	for name := range o.Masks {
		if _, err := e.kindNamed(name); err != nil {
			return fmt.Errorf("mask: %w", err)
		}
	}
	for id, k := range e.kinds {
		m, own := o.Masks[k.Name]
		if !own {
			m = o.Mask
		}
		compiled, err := m.of(k, own).compile(k.Name)
		if err != nil {
			return fmt.Errorf("mask of %s: %w", k.Name, err)
		}
		e.masks[id] = compiled
		if len(compiled.parts) > 0 {
			e.starts[compiled.parts[0].text[0]] = true
		}
		e.partial = e.partial || compiled.mode == MaskPartial
		e.starred = e.starred || compiled.mode == MaskStars || compiled.mode == MaskPartial
	}
	return nil
}

// writesWords tells whether a mask has a label or a template of the user's own.
func (o Options) writesWords() bool {
	own := func(m Mask) bool { return m.Label != "" || m.Mode == MaskTemplate }
	for _, m := range o.Masks {
		if own(m) {
			return true
		}
	}
	return own(o.Mask)
}

// of is what the mask is for one kind: a mode that does not fit the kind is its
// label, unless the mode was asked for by the kind's name, which compile refuses.
func (m Mask) of(k *Kind, own bool) Mask {
	if !own && (m.Mode == MaskPartial && !k.Personal || m.Mode == MaskJWTStub && k != &jwtKind) {
		m.Mode = MaskLabel
	}
	return m
}

// compile checks the mask and prepares it for one kind.
func (m Mask) compile(kind string) (compiledMask, error) {
	switch m.Mode {
	case "", MaskLabel:
		label, err := expandLabel(m.Label, kind)
		return compiledMask{mode: MaskLabel, parts: []maskPart{literal(label)}}, err
	case MaskStars, MaskRemove:
		return compiledMask{mode: m.Mode}, nil
	case MaskPartial:
		if !m.Mode.Fits(kind) {
			return compiledMask{}, errors.New("mode partial shows a part of the value, so it is never for credentials (use label, stars, hash or remove)")
		}
		return compiledMask{mode: m.Mode}, nil
	case MaskJWTStub:
		if !m.Mode.Fits(kind) {
			return compiledMask{}, errors.New("mode jwt-stub is for the kind jwt only (use label, stars, hash or remove)")
		}
		return compiledMask{mode: m.Mode, parts: stubParts()}, nil
	case MaskHash:
		id, err := m.keyID()
		parts := []maskPart{literal("[" + strings.ToUpper(kind) + "-" + id + "-"), {form: partHash}, literal("]")}
		return compiledMask{mode: MaskHash, parts: parts, key: m.Key, keyID: id}, err
	case MaskTemplate:
		return m.compileTemplate(kind)
	}
	return compiledMask{}, fmt.Errorf("unknown mode %q (known: %s)", string(m.Mode), strings.Join(MaskNames(), " "))
}

func (m Mask) compileTemplate(kind string) (compiledMask, error) {
	compiled, id := compiledMask{mode: MaskTemplate}, ""
	if m.NeedsKey() {
		var err error
		if id, err = m.keyID(); err != nil {
			return compiled, err
		}
		compiled.key, compiled.keyID = m.Key, id
	}
	var err error
	if compiled.parts, err = parseTemplate(m.Template, kind, id); err != nil {
		return compiled, fmt.Errorf("%w (one is %s)", err, exampleTemplate)
	}
	return compiled, nil
}

// expandLabel fills a template in. A label has to be safe wherever a value
// stands: in JSON at any depth, in a shell, in logfmt.
func expandLabel(template, kind string) (string, error) {
	if template == "" {
		template = DefaultLabel
	}
	label := strings.NewReplacer("{KIND}", strings.ToUpper(kind), "{kind}", kind).Replace(template)
	if len(label) > maxMaskLabel {
		return "", fmt.Errorf("the label is longer than %d bytes", maxMaskLabel)
	}
	if !isLabel([]byte(label)) {
		return "", errors.New("the label has to be letters, digits and _ - . * #, also between brackets as in [{KIND}]")
	}
	return label, nil
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
		return "", fmt.Errorf("mode %s needs a key of at least %d bytes", m.Mode, MinKeyBytes)
	}
	if m.KeyID == "" {
		return KeyID(m.Key), nil
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
	case MaskPartial:
		return "ab********yz"
	}
	return exampleParts(m.parts, 0)
}

// labelContexts are texts that a label must leave as they are.
var labelContexts = []string{
	"%s", "token=%s follows1", `{"password": "%s"}`, "Authorization: Bearer %s", "Cookie: a=%s; b=%s", "/?token=%s&a=1", "/?next=%3Ftoken%3D%s%26b%3D2",
	"phone: %s 01234567", "%s: 0a1b2c3d4e5f6a7b", "%s=0a1b2c3d4e5f6a7b", "https://user:%s@host.example/", "api_key: [%s]", "code %s 0a1b2c3d4e5f6a7b",
	"https://%s@host.example/", "%s@host.example", "%s=hunter22", `{"%s": "hunter22"}`, "phone=%s", "Bearer 1:%s",
}

// checkLabels refuses labels and templates that would themselves be masked.
func (e *Engine) checkLabels() error {
	s := e.NewScanner()
	for id := range e.kinds {
		m := &e.masks[id]
		if m.mode != MaskLabel && m.mode != MaskTemplate {
			continue
		}
		for n := range exampleCount {
			if s.isFound(exampleParts(m.parts, n)) {
				return fmt.Errorf("mask of %s: the %s would itself be redacted (choose one like %s)", e.kinds[id].Name, m.mode, DefaultLabel)
			}
		}
	}
	return nil
}

// isFound tells whether a mask would be masked in one of the contexts.
func (s *Scanner) isFound(mask string) bool {
	for _, context := range labelContexts {
		text := []byte(strings.ReplaceAll(context, "%s", mask))
		if found, _ := s.Scan(Carry{}, Lines(text)); len(found) > 0 {
			return true
		}
	}
	return false
}

// maskAt is the length of a mask of this engine that begins at src[i], or 0.
func (s *Scanner) maskAt(i int) int {
	if i >= len(s.src) || !s.engine.starts[s.src[i]] {
		return 0 // fast path
	}
	rest := s.src[i:]
	if s.engine.terms != nil {
		return s.engine.terms.masks.at(rest)
	}
	for id := range s.engine.kinds {
		if parts := s.engine.masks[id].parts; len(parts) > 0 {
			if n := matchParts(parts, rest); n > 0 {
				return n
			}
		}
	}
	return 0
}

// isMask tells whether a span is a mask of this engine and nothing else, or a
// part of one that ends in a closing bracket.
func (s *Scanner) isMask(lo, hi int) bool {
	return hi > lo && (s.maskAt(lo) >= hi-lo || s.engine.partial && partialAt(s.src[lo:hi]) == hi-lo)
}

// NewScanner makes a scanner for one goroutine.
func (e *Engine) NewScanner() *Scanner {
	s := e.newScanner()
	s.inner = e.newScanner()
	return s
}

func (e *Engine) newScanner() *Scanner {
	s := &Scanner{engine: e, text: make([]byte, 0, maxRecognise+4)}
	s.pseudonyms = make([]*Fingerprinter, len(e.kinds))
	for id := range e.kinds {
		if len(e.masks[id].key) > 0 {
			s.pseudonyms[id] = NewFingerprinter(e.masks[id].key)
		}
	}
	return s
}

// AppendRedact appends src with every secret masked. src is one whole record
// or some whole lines; nothing is remembered from one call to the next.
func (s *Scanner) AppendRedact(dst, src []byte) []byte {
	w := s.joinedWindow(src, 0)
	found, _ := s.Scan(Carry{}, w)
	return s.AppendMasked(dst, w, found)
}

// AppendMasked appends the owned part of w with the findings, which Scan
// returned for it, masked.
func (s *Scanner) AppendMasked(dst []byte, w Window, found []Finding) []byte {
	at := w.Lo
	for i := range found {
		f := &found[i]
		dst = w.Seams.AppendText(dst, w.Data, at, f.Lo)
		hi := min(f.Hi, w.Hi)
		dst = s.appendMaskOver(dst, w, f, hi)
		at = hi
	}
	return w.Seams.AppendText(dst, w.Data, at, w.Hi)
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
	switch m.mode {
	case MaskPartial:
		dst = s.appendPartial(dst, w, f)
	case MaskRemove:
		if f.Quote == 0 && leavesHyphen(w.Data, f) {
			dst = append(dst, '-')
		}
	default:
		for i := range m.parts {
			dst = s.appendPart(dst, &m.parts[i], w, f)
		}
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
	return appendQuote(appendRun(appendQuote(dst, f), n), f)
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

// appendPseudonym appends the fingerprint of the value.
func (s *Scanner) appendPseudonym(dst []byte, w Window, f *Finding) []byte {
	return s.pseudonyms[f.Kind].Of(s.engine.kinds[f.Kind].Name, s.valueText(w, f)).AppendHex(dst)
}
