package leaks

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/maphash"
	"slices"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/logline"
)

// notes are what a worker found out about a passage.
type notes struct {
	all   []note
	lines []lineNote
	text  []byte // the endpoints and loggers
	// regions are those of the line after the passage, if it ends with one.
	regions [styles]around
	last    about // of the last line, if it goes on
	mixed   bool  // findings of seams stand behind the others
}

// sort puts the findings of seams among the others.
func (n *notes) sort() {
	if n.mixed {
		slices.SortStableFunc(n.all, func(a, b note) int { return cmp.Compare(a.at, b.at) })
	}
}

// note is one finding.
type note struct {
	at     int64 // bytes of the lane from the beginning of the passage
	line   int32 // from the line in which the passage begins
	column int32 // from 1 on; in the first line, without what came before the passage
	about  int32 // of notes.lines
	kind   detectors.KindID
	place  Place
	goesOn bool // it stands in a line that began in an earlier passage
	// region is where the line's values stand by the lines before it, if that says more
	// than place.
	region      around
	fingerprint detectors.Fingerprint
}

// lineNote is about with texts in notes.text.
type lineNote struct {
	endpoint, logger extent
	time             int64
	debug            bool
}

type extent struct{ lo, hi int32 }

func (n *notes) aboutOf(one *note) about { return n.aboutLine(&n.lines[one.about]) }

func (n *notes) aboutLine(l *lineNote) about {
	return about{n.text[l.endpoint.lo:l.endpoint.hi], n.text[l.logger.lo:l.logger.hi], l.time, l.debug}
}

// cached is how many fingerprints a worker remembers, a power of 2: few enough to
// stay in the processor's cache. Values come again soon, in the lines of one
// request.
const cached = 1 << 14

// cachedFingerprint is one of them, of a value whose bytes have a hash that is
// seeded anew for every worker.
type cachedFingerprint struct {
	hash uint64
	is   detectors.Fingerprint
}

// worker notes what is found. It is for one goroutine.
type worker struct {
	search       *Search
	quotes       bool                     // the file is in a language in which texts are in quotes
	fingerprints *detectors.Fingerprinter // nil if nobody sees them
	cache        []cachedFingerprint
	lines        logline.Reader
	endpoints    [cachedEndpoints]cachedEndpoint
	value, raw   []byte
	target       []byte
	line         line // the one that is being read
	aside        asides
}

func newWorker(s *Search) *worker {
	w := &worker{search: s}
	if s.o.Key != nil {
		w.fingerprints, w.cache = detectors.NewFingerprinter(s.o.Key), make([]cachedFingerprint, cached)
	}
	return w
}

// Note notes what was found in a passage.
func (w *worker) Note(s *detectors.Scanner, p *pipeline.Passage, found []detectors.Finding) {
	n, _ := p.Notes.(*notes)
	if n == nil {
		n = new(notes)
		p.Notes = n
	}
	*n = notes{all: n.all[:0], lines: n.lines[:0], text: n.text[:0]}
	w.noteAll(n, s, p.Window, found, p.Begun, 0)
	switch {
	case !p.Window.Open:
		n.regions = regionsAtEnd(p.Window.Data[p.Window.Lo:p.Window.Hi], p.Begun)
	case !p.Begun:
		w.readLine(n, s, p.Window, p.Window.Hi-1, found, len(found))
		n.last = n.aboutLine(&n.lines[len(n.lines)-1])
	}
}

// Aside notes what was found in a seam.
func (w *worker) Aside(s *detectors.Scanner, p *pipeline.Passage, a detectors.Aside, found []detectors.Finding) {
	n := p.Notes.(*notes)
	if !n.mixed {
		n.mixed = true
		w.aside.begin(p)
	}
	first := len(n.all)
	w.noteAll(n, s, a.Window, found, false, a.At)
	lines, column := w.aside.move(a.At)
	for i := range n.all[first:] {
		one := &n.all[first+i]
		if one.line == 0 {
			one.column += column
		}
		one.line += lines
		if one.region.asBefore {
			one.region = around{} // what was before it is another stream's
		}
	}
}

// asides counts lines and bytes of a passage, as it was in the lane, up to the
// seams.
type asides struct {
	raw    []byte
	at     int
	lines  int32
	lineAt int
}

func (a *asides) begin(p *pipeline.Passage) {
	w := &p.Window
	*a = asides{raw: w.Seams.AppendText(a.raw[:0], w.Data, w.Lo, w.Hi)}
}

// move goes on to an offset, and tells how many line ends are before it and how many
// bytes after the last of them.
func (a *asides) move(to int) (lines, column int32) {
	to = min(to, len(a.raw))
	passed := a.raw[a.at:to]
	if n := lastLineEnd(passed); n >= 0 {
		a.lines += int32(bytes.Count(passed, lineEnd))
		a.lineAt = a.at + n + 1
	}
	a.at = to
	return a.lines, int32(to - a.lineAt)
}

var lineEnd = []byte("\n")

// noteAll notes the findings of a window whose owned part begins at an offset of
// the passage.
func (w *worker) noteAll(n *notes, s *detectors.Scanner, win detectors.Window, found []detectors.Finding, begun bool, base int) {
	at := position{window: win, at: win.Lo}
	var l *line
	regions := regions{data: win.Data[win.Lo:], begun: begun}
	region, asked := around{}, false // of the line
	for i := range found {
		f := &found[i]
		if f.Continued {
			continue
		}
		if l == nil || f.Lo >= l.end {
			l = w.readLine(n, s, win, f.Lo, found, i)
			at.moveToLine(w, l.lo)
			asked = false
		}
		if w.quotes && isCode(win.Data[l.lo:l.end], f.Lo-l.lo, f.Hi-l.lo) {
			continue
		}
		at.move(w, f.Lo)
		one := note{
			at: int64(base + at.raw), line: at.line, column: int32(at.raw-at.lineAt) + 1, about: int32(len(n.lines) - 1), kind: f.Kind,
			goesOn: begun && at.line == 0, fingerprint: w.fingerprint(s, win, f),
		}
		one.place = l.placeOf(f)
		if one.place == PlaceText || one.place == PlaceBody {
			if !asked {
				asked, region = true, regions.around(max(0, l.lo-win.Lo), styleOf(unwrapped(win.Data[l.lo:l.end])))
			}
			one.region = region
		}
		n.all = append(n.all, one)
	}
}

// readLine notes what the line around an offset is about, of which the finding with
// index i is the first, unless one before goes on.
func (w *worker) readLine(n *notes, s *detectors.Scanner, win detectors.Window, at int, found []detectors.Finding, i int) *line {
	lo, end := lineAround(win.Data, max(0, at))
	hi := min(end, lo+maxLine)
	w.line = line{
		window: win, found: inLine(found, i, lo, hi), lo: lo, hi: hi, end: end, says: w.lines.Read(win.Data[lo:hi]),
		trace: unknown, values: unknown, scanner: s, value: w.line.value, pieces: w.line.pieces,
	}
	w.addLine(n, &w.line)
	return &w.line
}

// maxLine is how much of a line is read for what it is about.
const maxLine = 32 << 10

// lineAround is the line around an offset.
func lineAround(data []byte, at int) (lo, end int) {
	end = len(data)
	if n := bytes.IndexByte(data[at:], '\n'); n >= 0 {
		end = at + n
	}
	return lastLineEnd(data[:at]) + 1, end
}

// addLine notes what a line is about.
func (w *worker) addLine(n *notes, l *line) {
	says := l.says
	one := lineNote{time: says.Time, debug: isDebug(says.Level)}
	if says.IsRequest() {
		lo := int32(len(n.text))
		n.text = append(n.text, w.endpoint(l)...)
		one.endpoint = extent{lo, int32(len(n.text))}
	}
	if isName(says.Logger) && l.isClean(says.Logger) {
		lo := int32(len(n.text))
		n.text = append(n.text, says.Logger...)
		one.logger = extent{lo, int32(len(n.text))}
	}
	n.lines = append(n.lines, one)
}

// cachedEndpoint is one that was made, for a method and a path of which the sum is
// the hash.
type cachedEndpoint struct {
	sum  uint64
	text []byte
}

// cachedEndpoints is how many of them a worker remembers, a power of 2. The same
// paths come again and again.
const cachedEndpoints = 1 << 10

// endpoint is the endpoint of a request line, without what was found in it, or
// nothing. It is valid until the next call.
func (w *worker) endpoint(l *line) []byte {
	w.target = l.appendHidden(w.target[:0], l.says.Path())
	if len(w.target) == 0 {
		return nil
	}
	sum := maphash.Bytes(w.search.seed, w.target) + 3*maphash.Bytes(w.search.seed, l.says.Method)
	at := &w.endpoints[sum%cachedEndpoints]
	if at.sum != sum {
		at.sum, at.text = sum, logline.AppendEndpoint(at.text[:0], l.says.Method, w.target)
	}
	return at.text
}

func isDebug(level []byte) bool { return len(level) == 5 && bytes.EqualFold(level, []byte("debug")) }

// maxName is the longest name of a logger that is reported.
const maxName = 100

// isName tells whether a text is the name of a logger, as modules and programs
// are called, and can hold nothing else.
func isName(name []byte) bool {
	if len(name) == 0 || len(name) > maxName {
		return false
	}
	digits := 0
	for _, c := range name {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '.', c == '_', c == '-', c == ':', c == '/':
		case c >= '0' && c <= '9':
			digits++
		default:
			return false
		}
	}
	return digits <= 4
}

// fingerprint is that of a finding. The cache goes by how a value is written, so
// one that is written in two ways is computed twice.
func (w *worker) fingerprint(s *detectors.Scanner, win detectors.Window, f *detectors.Finding) detectors.Fingerprint {
	if w.fingerprints == nil {
		return w.mark(s, win, f) // fast path
	}
	sum := maphash.Bytes(w.search.seed, win.Data[f.Lo:min(f.Hi, len(win.Data))]) + uint64(f.Kind)
	at := &w.cache[sum%cached]
	if at.hash == sum {
		return at.is // fast path
	}
	w.value = s.AppendValue(w.value[:0], win, f)
	one := w.fingerprints.Of(w.search.kinds[f.Kind].Name, w.value)
	*at = cachedFingerprint{sum, one}
	return one
}

// mark tells a value apart from others in place of a fingerprint, for those whom
// nobody sees.
func (w *worker) mark(s *detectors.Scanner, win detectors.Window, f *detectors.Finding) (one detectors.Fingerprint) {
	w.value = s.AppendValue(w.value[:0], win, f)
	binary.BigEndian.PutUint64(one[:], maphash.Bytes(w.search.seed, w.value)+uint64(f.Kind))
	return one
}

// position counts lines and bytes of the lane up to an offset of a window.
type position struct {
	window detectors.Window
	at     int   // the offset
	raw    int   // bytes of the lane from the beginning of the owned part
	line   int32 // line ends before
	lineAt int   // raw at the beginning of the line
}

// moveToLine goes on to the beginning of a line.
func (p *position) moveToLine(w *worker, lo int) {
	if p.window.Seams != nil {
		p.move(w, lo)
		return
	}
	if lo > p.at { // fast path
		p.line += int32(bytes.Count(p.window.Data[p.at:lo], lineEnd))
		p.raw += lo - p.at
		p.lineAt, p.at = p.raw, lo
	}
}

// move goes on to an offset. If there are no seams, it is in the line to which
// moveToLine went.
func (p *position) move(w *worker, to int) {
	switch {
	case to < p.at:
		return // a value that began in the context
	case p.window.Seams == nil:
		p.raw += to - p.at // fast path
	default:
		w.raw = p.window.Seams.AppendText(w.raw[:0], p.window.Data, p.at, to)
		if n := lastLineEnd(w.raw); n >= 0 {
			p.line += int32(bytes.Count(w.raw, lineEnd))
			p.lineAt = p.raw + n + 1
		}
		p.raw += len(w.raw)
	}
	p.at = to
}

// lastLineEnd is the index of the last line end, or -1. It looks at eight bytes at
// a time, which bytes.LastIndexByte does not.
func lastLineEnd(b []byte) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	i := len(b)
	for ; i >= 8; i -= 8 {
		x := binary.LittleEndian.Uint64(b[i-8:]) ^ ones*'\n'
		if (x-ones)&^x&highs != 0 {
			break
		}
	}
	for i--; i >= 0; i-- {
		if b[i] == '\n' {
			return i
		}
	}
	return -1
}
