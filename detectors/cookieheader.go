package detectors

// maxCrumbName is the longest name of a cookie that is stepped over.
const maxCrumbName = 256

// headerLine ends the value of a header in a dump.
var headerLine = delimiter{form: endLine, level: 1}

// cookieHeader enters the crumbs of a Cookie header, or the one of a
// Set-Cookie header whose attributes are kept (RFC 6265 §4).
func (s *Scanner) cookieHeader(k named, sep unit, i int) {
	r := region{mode: regionCrumbs, key: k.entry, place: PlaceCookie}
	v, ok := s.openValue(i, k.entry, false)
	switch {
	case !ok:
		return
	case v.quoted:
		r.outer = v.end
	case k.quote != 0:
		if v, ok = s.valueUnder(k, sep, i); ok {
			s.take(v) // a number in JSON
		}
		return
	default:
		r.outer = headerLine
		r.waiting.indent, _ = s.indentOf(k.lo)
	}
	if !s.hasCrumb(v.lo, r.outer) {
		v.end, v.place = r.outer, PlaceHeader // no crumb, a bare value
		s.take(v)
		return
	}
	s.enter(r, v.lo)
}

// hasCrumb tells whether a name and an equals sign stand at src[i], or a
// dictionary, whose members are keys of their own.
func (s *Scanner) hasCrumb(i int, outer delimiter) bool {
	for end := min(len(s.src), i+maxCrumbName); i < end; i++ {
		switch c := s.src[i]; c {
		case '=', '{', '[', '<':
			return true
		case '\n', '"', '\'', '`', '\\', '&', '%':
			if outer.endsAt(s.src, i) {
				return false
			}
			if unitAt(s.src, i).char == '=' {
				return true
			}
		}
	}
	return false
}
