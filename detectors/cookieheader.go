package detectors

// maxCrumbName is the longest name of a cookie that is stepped over.
const maxCrumbName = 1 << 10

// cookieHeader enters the crumbs of a Cookie header, or the one of a
// Set-Cookie header whose attributes are kept (RFC 6265 §4).
func (s *Scanner) cookieHeader(k named, i int) {
	r := region{mode: regionCrumbs, key: k.entry, place: PlaceCookie}
	v, ok := s.openValue(i, k.entry, false)
	switch {
	case !ok:
		return
	case v.quoted:
		r.outer = v.end
	default:
		r.outer = delimiter{form: endLine, level: 1}
	}
	s.enter(r, v.lo)
}
