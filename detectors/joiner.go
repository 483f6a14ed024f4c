package detectors

import "bytes"

// Joiner takes the seams out of a lane, so that the parts of a record that a
// container runtime has cut become one line again. What it does depends on the
// bytes of the lane alone, not on how they are fed. Where two parts follow each
// other, the line end of the first and all that stands before the content of
// the second are the seam; lines of the other stream in between belong to it.
//
// A part that goes on waits for the next line of its stream; at the end of the
// lane, and if too much comes in between, it stands alone.
//
// The zero Joiner is at the beginning of a lane. Its buffer grows with what has
// to wait, which maxHeld bounds, and is used again.
type Joiner struct {
	src  []byte // what was held, and the bytes of the last Feed
	held []byte // the buffer for what is held
	last bool   // no more bytes will come

	done   int  // src[:done] was handed out
	at     int  // src[:at] was read
	inside bool // at is inside a line, of which nothing but its end matters
	end    int  // where the line at src[at] ends, if it may be one of a json-file
	sought int  // src[at:sought] has no line end

	now     part // the part that at is inside of, or that waits
	waiting bool // for the part after now
	seam    int  // where the content of now ended
	next    int  // the line after now
	lines   int  // of the other stream between the parts of this record
	passed  int  // bytes of these lines
}

const (
	// maxHeld is how many bytes of the other stream may stand between the parts
	// of one record, and how long a line of a json-file may be: 16 KiB of
	// content are at most 96 KiB as they are written, and the rest is for masks,
	// which are longer than short values: what is joined has to stay so.
	maxHeld = 256 << 10
	// maxBetween is how many lines of the other stream may stand between the
	// parts of one record: a traceback. So many can be delayed by a prompt
	// without a line end, which some runtimes write as a part that goes on.
	maxBetween = 64
)

// Seam is what was taken out between two parts.
type Seam struct {
	Text []byte
	// Odd says that there is more than times, streams and the first tag in it,
	// so that it may hold something to mask.
	Odd bool
}

// MaxUnsure is how many bytes Uncut may be unsure of.
const MaxUnsure = maxPartHead

// Uncut tells how much of a lane no Joiner has to see: in the first n bytes of
// data no part begins that goes on. Inside says that data begins inside of a
// line, of which the same is known. If it is unsure, too little of the next line
// is there to tell, and that is to be given again with more bytes after it.
// Otherwise the lane from there on, which is the beginning of a line, is for a
// Joiner.
func Uncut(data []byte, inside bool) (n int, unsure bool) {
	for n < len(data) {
		if inside {
			var m int
			m, inside = uncut(data[n:])
			n += m
			continue
		}
		if rest := data[n:]; mayBeCut(rest) {
			if cut, sure := beginsPart(rest); cut || !sure {
				return n, !sure
			}
		}
		inside = true
	}
	return n, false
}

// uncut goes to the end of the line that data is inside of, and over the lines
// after it that cannot be parts that go on.
func uncut(data []byte) (n int, inside bool) {
	for {
		i := bytes.IndexByte(data[n:], '\n')
		if i < 0 {
			return len(data), true
		}
		for n += i + 1; n < len(data) && data[n] == '\n'; n++ { // fast path: empty lines
		}
		if n == len(data) {
			return n, false
		}
		if c := data[n]; (c == '{' || isDigit(c)) && mayBeCut(data[n:]) {
			return n, false
		}
	}
}

// beginsPart tells whether a line is a part that goes on, or may be one of a
// json-file. It is not sure if more bytes have to tell.
func beginsPart(line []byte) (cut, sure bool) {
	if isDigit(line[0]) {
		p := readHead(line, false)
		return p.cut, p.format != undecided
	}
	if len(line) < len(jsonHead) {
		return false, !bytes.HasPrefix(jsonHead, line)
	}
	return bytes.HasPrefix(line, jsonHead), true
}

// Feed gives the next bytes of the lane; last says that they are its last ones,
// after which another lane begins. They must not change until Next has
// returned false.
func (j *Joiner) Feed(data []byte, last bool) {
	if j.last {
		*j = Joiner{held: j.held[:0]}
	}
	j.last, j.src = last, data
	if len(j.held) > 0 {
		j.held = append(j.held, data...)
		j.src = j.held
	}
}

// Waits tells whether the last line that it was given is a part that goes on.
func (j *Joiner) Waits() bool { return j.waiting }

// Next returns the next piece of the joined text and the seam after it, which
// is empty if none follows. Both are valid until the next call. It returns
// false when it has no more without another Feed.
func (j *Joiner) Next() (text []byte, taken Seam, ok bool) {
	for {
		if j.at >= len(j.src) {
			if !j.waiting || !j.last {
				return j.rest(len(j.src))
			}
			j.giveUp()
			continue
		}
		if j.inside {
			j.finishLine()
			continue
		}
		p := j.readPart()
		switch {
		case p.format == undecided:
			return j.rest(j.at)
		case !j.waiting:
			j.lines, j.passed = 0, 0
			j.enter(p)
		case p.continues(j.now):
			return j.join(p)
		case !p.sameLog(j.now) || j.lines == maxBetween:
			j.giveUp()
		case !j.pass():
			return j.rest(j.at)
		}
	}
}

// finishLine goes to the end of the line that at is inside of, and over the
// lines after it that no part goes on from.
func (j *Joiner) finishLine() {
	rest := j.src[j.at:]
	if !j.now.cut {
		n, inside := uncut(rest)
		j.at, j.inside = j.at+n, inside
		return
	}
	n := bytes.IndexByte(rest, '\n')
	if n < 0 {
		j.at = len(j.src)
		return
	}
	j.inside = false
	j.await(j.at+n-returnBefore(j.src, j.at+n), j.at+n+1)
}

// returnBefore is 1 if a carriage return stands before src[i], or 0.
func returnBefore(src []byte, i int) int {
	if i > 0 && src[i-1] == '\r' {
		return 1
	}
	return 0
}

// readPart reads the part at the beginning of a line, which may be none.
func (j *Joiner) readPart() part {
	line := j.src[j.at:]
	if j.end = 0; isDigit(line[0]) {
		return readHead(line, j.last)
	}
	switch {
	case !j.last && len(line) < len(jsonHead) && bytes.HasPrefix(jsonHead, line):
		return part{format: undecided}
	case !bytes.HasPrefix(line, jsonHead):
		return part{}
	}
	end, ok := j.lineEnd(maxHeld)
	switch {
	case !ok:
		return part{format: undecided}
	case end == 0:
		return part{}
	}
	j.end = end
	line = bytes.TrimSuffix(j.src[j.at:end], newline)
	return jsonLine(line[:len(line)-returnBefore(line, len(line))], j.waiting)
}

// readHead is criHead of a line of which line holds as much as there is.
func readHead(line []byte, last bool) part {
	line = line[:min(len(line), maxPartHead)]
	n := bytes.IndexByte(line, '\n')
	if n >= 0 {
		line = line[:n]
	}
	return criHead(line, last || n >= 0 || len(line) == maxPartHead)
}

// lineEnd is the end of the line at src[at], or 0 if that has more than limit
// bytes. It is not ok as long as more bytes have to tell.
func (j *Joiner) lineEnd(limit int) (end int, ok bool) {
	from := max(j.at, j.sought)
	n := bytes.IndexByte(j.src[from:], '\n')
	if n >= 0 {
		end = from + n + 1
	} else {
		end, j.sought = len(j.src), len(j.src)
	}
	if end-j.at > limit {
		return 0, true
	}
	return end, n >= 0 || j.last
}

// enter begins to read the part at src[at], or a line that is none.
func (j *Joiner) enter(p part) {
	switch j.now = p; {
	case j.end == 0:
		j.inside = true
		j.at += p.head
	case p.cut:
		j.await(j.at+p.tail, j.end)
	default:
		j.at, j.now = j.end, part{}
	}
}

// await waits for the part after now, whose content ended at src[seam].
func (j *Joiner) await(seam, next int) {
	j.waiting, j.seam, j.next, j.at = true, seam, next, next
}

// join takes out the seam between now and the part at src[at].
func (j *Joiner) join(p part) (text []byte, taken Seam, ok bool) {
	head := j.at + p.head
	text = j.src[j.done:j.seam]
	taken = Seam{j.src[j.seam:head], j.next < j.at || j.now.odd || p.odd}
	j.done, j.waiting = head, false
	j.enter(p)
	return text, taken, true
}

// pass goes over a line of the other stream. It returns false as long as more
// bytes have to tell where that ends.
func (j *Joiner) pass() bool {
	end, ok := j.lineEnd(maxHeld - j.passed)
	switch {
	case !ok:
		return false
	case end == 0:
		j.giveUp()
		return true
	}
	j.passed += end - j.at
	j.lines++
	j.at = end
	return true
}

// giveUp lets the part that waits stand alone: what comes after it is read
// again.
func (j *Joiner) giveUp() {
	j.waiting, j.now, j.at, j.sought = false, part{}, j.next, 0
}

// rest hands out what is decided, up to src[limit] at most; what is not stays
// until there are more bytes.
func (j *Joiner) rest(limit int) (text []byte, taken Seam, ok bool) {
	switch {
	case j.waiting:
		limit = j.seam
	case j.inside && j.now.cut && !j.last:
		limit -= returnBefore(j.src, limit) // it may belong to the line end
	}
	if limit > j.done {
		text, j.done = j.src[j.done:limit], limit
		return text, Seam{}, true
	}
	j.hold()
	return nil, Seam{}, false
}

// hold keeps what was not handed out.
func (j *Joiner) hold() {
	if j.done > 0 || len(j.held) == 0 {
		j.held = append(j.held[:0], j.src[j.done:]...)
	}
	for _, offset := range [...]*int{&j.at, &j.sought, &j.seam, &j.next} {
		*offset -= j.done
	}
	j.done, j.src = 0, nil
}
