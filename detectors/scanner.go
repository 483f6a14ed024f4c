package detectors

import (
	"math/bits"
	"unicode/utf8"

	"scrim/detectors/prefilter"
)

// Scanner finds and masks for one goroutine. Once its buffers have grown to
// the size of the largest window, nothing that it does allocates. What it
// returns is valid until its next call.
type Scanner struct {
	engine     *Engine
	src        []byte
	lo, hi     int  // the owned part of src
	limit      int  // triggers are looked at up to here
	open       bool // the line goes on past hi
	cut        bool // the line goes on past the end of src
	cursor     int  // where the last finding ended: bytes before it are decided
	region     region
	next       int // where the region goes on
	pem        bool
	prefixed   bool // see Carry
	announced  bool // see Carry
	trigger    int  // where the current look began
	entered    int  // where the look began that entered the region
	stepping   bool // the current look is a step of the region
	stopped    bool // nothing more can be decided in this window
	frozen     bool
	frost      Carry
	paired     pairing
	statement  statement
	clear      int      // up to where obscured text was looked at
	inner      *Scanner // for obscured text, written plainly
	plain      []byte   // that text
	origin     []int32  // where each of its bytes stood
	before     pairing  // paired, before the current trigger or step
	rest       region   // region, before the current step
	restAt     int      // next, before it
	found      []Finding
	notes      *notes  // what Explain wants to hear, nil but for it
	number     dialled // scratch for phone numbers
	text       []byte  // scratch for decoded values
	name       []byte  // scratch for decoded names
	bitmaps    prefilter.Bitmaps
	todo       prefilter.Candidates
	names      nameCache
	base       int              // where the block begins that is followed
	block      int              // its number among those that are classified
	blocks     int              // how many they are
	held       int              // a separator that a word inside of a name calls for, see insideShape
	pseudonyms []*Fingerprinter // by kind, nil where the mask needs none
	joints     [maxLevel]joint  // scratch for records that were cut, see Joiner
	aside      []Finding        // found in seams
	user       userScan
}

// pairing is pending with an offset of the current window.
type pairing struct {
	key   keyEntry
	from  int // offset just after the name
	lines int // line ends between the name and the owned part
	live  bool
}

// Scan finds what has to be masked in the owned part of w. in is what the
// previous window of the lane handed on, out what the next one needs. Findings
// are in order and do not overlap.
func (s *Scanner) Scan(in Carry, w Window) (found []Finding, out Carry) {
	if s.engine.terms != nil {
		return s.scanUser(in, w)
	}
	return s.scan(in, w)
}

// scan is Scan for the built-in kinds.
func (s *Scanner) scan(in Carry, w Window) (found []Finding, out Carry) {
	s.begin(in, w)
	if s.pem && s.cursor < s.hi {
		s.pemLines(s.cursor)
	}
	if !s.stopped && s.cursor < s.limit {
		s.sweep()
	}
	if s.region.mode != regionNone {
		s.advance(s.hi - 1)
	}
	return s.found, s.end()
}

func (s *Scanner) begin(in Carry, w Window) {
	s.src, s.lo, s.hi, s.open, s.cut = w.Data, w.Lo, w.Hi, w.Open, w.Cut
	s.limit = w.Hi
	if w.Open {
		s.limit = min(len(w.Data), w.Hi+maxBack)
	}
	s.found = s.found[:0]
	s.stopped, s.frozen, s.stepping = false, false, false // a panic may have left any of them
	s.held, s.base = -1, noBlock
	s.trigger, s.entered = w.Lo, w.Lo
	s.pem, s.prefixed, s.announced = in.pem, in.prefixed, in.announced
	s.region, s.next = in.region, w.Lo+int(in.next)
	s.cursor = max(0, w.Lo+int(in.cursor))
	s.statement = in.statement
	s.clear = w.Lo + int(in.clear)
	s.statement.from += int32(w.Lo)
	s.paired = pairing{key: in.pending.key, from: w.Lo - int(in.pending.gone), lines: int(in.pending.lines), live: in.pending.live}
	if in.hidden > 0 {
		s.found = append(s.found, Finding{Lo: s.lo, Hi: s.lo + int(in.hidden), Continued: true, Kind: in.region.finding, number: in.region.number})
	}
}

// end is what the next window of the lane has to know.
func (s *Scanner) end() Carry {
	if !s.frozen {
		s.freeze()
	}
	out := s.frost
	out.pem, out.prefixed = s.pem, s.pem && s.prefixed
	out.announced = !s.open && s.hi > 0 && s.src[s.hi-1] == '\n' && s.announcedBefore(s.hi)
	if !s.open {
		return out
	}
	out.cursor = int32(max(s.cursor-s.hi, -ContextBehind))
	out.clear = int32(max(s.clear-s.hi, -ContextBehind))
	if n := len(s.found); n > 0 && s.found[n-1].Hi > s.hi {
		f := &s.found[n-1]
		out.hidden, out.region.finding, out.region.number = int32(f.Hi-s.hi), f.Kind, f.number || f.Quote != 0
	}
	return out
}

// freeze records what the next window has to know about everything before the
// end of the owned part: triggers after it are looked at for findings that
// begin before it, but the next window looks at them again.
func (s *Scanner) freeze() {
	if s.frozen {
		return
	}
	s.frozen = true
	s.frost = Carry{}
	if gone := s.hi - s.paired.from; s.paired.live && gone < maxPairGap+maxGap {
		lines := s.linesSince(s.hi)
		if lines <= maxPairLines && (s.open || s.onlyPunctuation(s.paired.from, s.hi)) {
			s.frost.pending = pending{key: s.paired.key, gone: int16(gone), lines: int8(lines), live: true}
		}
	}
	if s.open || s.region.mode.crossesLines() {
		s.frost.region = s.region
		s.frost.next = int32(s.next - s.hi)
		if s.region.mode == regionNone {
			s.frost.next = 0
		}
	}
	if s.open {
		s.frost.statement = s.statement
		s.frost.statement.from -= int32(s.hi)
	}
}

// noBlock is where a block begins that no byte is near, while none is followed.
const noBlock = -1 << 40

// sweep runs the prefilter over the rest of the window and follows its
// candidates in order.
func (s *Scanner) sweep() {
	filter := s.engine.triggers.filter
	for base := max(s.cursor, s.lo-maxBack); base < s.limit && !s.stopped; {
		n := min(prefilter.MaxBlocks, (s.limit-base+prefilter.BlockSize-1)/prefilter.BlockSize)
		s.base, s.blocks = noBlock, n
		s.bitmaps.Classify(filter, s.src, base, n)
		s.todo.Find(&s.bitmaps, filter, n)
		for block := range n {
			if s.todo.Any[block] != 0 || s.held >= base || s.engine.numbers != nil {
				if s.follow(block, base); s.stopped {
					return
				}
			}
			base += prefilter.BlockSize
		}
		base = max(base, s.cursor)
	}
}

// follow looks at the candidates of a block that begins at src[base].
func (s *Scanner) follow(block, base int) {
	s.block, s.base = block, base
	separators, literals, runs, numbers := s.todo.Separators[block], s.todo.Literals[block], s.todo.Runs[block], s.todo.Numbers[block]
	if s.engine.numbers != nil {
		numbers = s.todo.Starts[block]
	}
	todo := s.todo.Any[block] | numbers | s.heldIn(base)
	if rest := s.limit - base; rest < prefilter.BlockSize {
		todo &= 1<<rest - 1
	}
	for {
		if done := s.cursor - base; done > 0 {
			todo &= ^uint64(0) << done
		}
		if todo == 0 {
			return
		}
		i := bits.TrailingZeros64(todo)
		at, bit := base+i, uint64(1)<<i
		todo ^= bit
		if numbers&bit != 0 && s.engine.numbers != nil {
			if s.reach(at) {
				s.callNumbers(at)
			}
			if s.stopped {
				return
			}
			if at < s.cursor {
				continue
			}
		}
		// Fast path: a date, a size, a count; a byte of no literal; a common name.
		isNumber := numbers&bit != 0 && s.mayBeDialled(at)
		var beginning []armed
		if literals&bit != 0 {
			beginning = s.engine.triggers.beginning(s.src, at)
		}
		isSeparator := (separators&bit != 0 || at == s.held) && !s.isPlainWord(at)
		if !isNumber && len(beginning) == 0 && !isSeparator && runs&bit == 0 {
			continue
		}
		if !s.reach(at) {
			if s.stopped {
				return
			}
			continue
		}
		if isNumber {
			phoneShape(s, at)
		}
		if isSeparator && at >= s.cursor {
			if shape := s.engine.triggers.separators[s.src[at]]; shape != nil {
				shape(s, at)
			}
		}
		if len(beginning) > 0 && at >= s.cursor {
			s.anchored(beginning, at)
			todo |= s.heldIn(base) &^ (bit<<1 - 1)
		}
		if runs&bit != 0 && at >= s.cursor {
			opaqueShape(s, at)
		}
		if at == s.held {
			s.holdSeparator(at + 1)
			todo |= s.heldIn(base) &^ (bit<<1 - 1)
		}
		if s.stopped {
			return
		}
	}
}

// mayBeDialled tells whether a phone number may begin at the digit src[at] of the
// block that is followed.
func (s *Scanner) mayBeDialled(at int) bool {
	place := at - s.base
	size, digits, open := s.bitmaps.Dialled(s.block, place)
	if digits < phoneMinDigits && !open && at+size < len(s.src) && s.src[at+size] < utf8.RuneSelf {
		return false // fast path
	}
	return s.mayDial(at, s.bitmaps.Digits(s.block, place))
}

// callNumbers calls the shapes of kinds that begin with a digit.
func (s *Scanner) callNumbers(at int) {
	for _, shape := range s.engine.numbers {
		if at >= s.cursor {
			shape(s, at)
		}
	}
}

// reach prepares for a look at src[at], which is before the limit: the region goes
// on first. It reports whether the look is still wanted.
func (s *Scanner) reach(at int) bool {
	if s.region.mode != regionNone {
		s.advance(at)
		if at < s.cursor || s.stopped {
			return false
		}
	}
	if at >= s.hi {
		s.freeze()
	}
	s.before, s.trigger = s.paired, at
	return true
}

// anchored calls the shapes of those literals that stand at an anchor byte.
func (s *Scanner) anchored(literals []armed, at int) {
	for i := range literals {
		a := &literals[i]
		if lo := at - a.back; lo >= s.cursor && a.at(s.src, lo) {
			a.Shape(s, lo)
			if at < s.cursor {
				return
			}
		}
	}
}

// emit adds a finding, unless it begins in a part of the lane that a later
// window owns, and moves the cursor behind it.
func (s *Scanner) emit(f Finding) {
	if f.Lo >= s.hi {
		// The next window comes to the same finding from the same trigger or
		// step, so it has to find what that found.
		s.paired = s.before
		if s.stepping {
			s.region, s.next = s.rest, s.restAt
		}
		s.freeze()
		s.stopped = true
		return
	}
	s.cursor = f.Hi
	f.Trigger = s.trigger
	if !s.engine.enabled[f.Kind] {
		f.Reason = KeptDisabled
		s.miss(f)
		return
	}
	s.noteFinding(f)
	s.found = append(s.found, f)
}
