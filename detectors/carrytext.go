package detectors

import (
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
)

// A Carry at the end of a line as a short text, so that another process can go
// on with the lane: the text is kept beside the position that is committed.

const (
	// carryForm numbers what the text means. It is raised whenever a field, or
	// the number of anything that a field names, changes; TestCarryForm tells.
	carryForm = 1
	// carrySum is the length in bytes of the checksum behind the fields, for
	// stores that cut or mix up what they hold.
	carrySum = 4
	// MaxCarryText is the longest text of a Carry in bytes.
	MaxCarryText = 64
)

// errInsideLine is of a Carry that no text is for.
var errInsideLine = errors.New("cannot write what a lane carries: its line is not complete")

// AppendText appends c as printable ASCII, at most MaxCarryText bytes, and
// nothing for the zero Carry. It implements encoding.TextAppender. The text
// holds numbers of kinds and states and no byte of the lane. It is for what Scan
// hands on at the end of a line; inside of a line it is an error, since there is
// more to remember.
func (c Carry) AppendText(dst []byte) ([]byte, error) {
	if c == (Carry{}) {
		return dst, nil // fast path
	}
	w := carryWriter{data: append(make([]byte, 0, MaxCarryText), carryForm)}
	c.eachField(&w)
	if w.failed || !c.endsLine() {
		return dst, errInsideLine
	}
	data := w.data[:1+w.used]
	data = binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(data))
	return base64.RawURLEncoding.AppendEncode(dst, data), nil
}

// ResumeCarry reads what AppendText wrote. The options of the engine do not
// matter: a Carry knows nothing but built-in kinds, which have the same numbers
// in every engine of a version. If the text is damaged or another version's,
// exact is false and the Carry is that of AfterLoss. The lane carried something
// then, perhaps the name of a pair whose value comes next, so a caller that
// must not show that withholds the next record.
func ResumeCarry(text string) (c Carry, exact bool) {
	if text == "" {
		return Carry{}, true // fast path
	}
	data, err := base64.RawURLEncoding.Strict().DecodeString(text)
	n := len(data) - carrySum
	if err != nil || n <= 1 || data[0] != carryForm || binary.BigEndian.Uint32(data[n:]) != crc32.ChecksumIEEE(data[:n]) {
		return AfterLoss(), false
	}
	if c, exact = readCarry(data[1:n]); !exact {
		return AfterLoss(), false
	}
	return c, true
}

// readCarry reads the fields of a Carry. What it takes Scan can go on with.
func readCarry(data []byte) (Carry, bool) {
	var c Carry
	r := carryReader{data: data}
	c.eachField(&r)
	return c, !r.failed && len(r.data) == 0 && c.endsLine()
}

// endsLine tells whether c holds nothing that has a meaning inside a line only.
func (c *Carry) endsLine() bool {
	r := &c.region
	between := Carry{announced: c.announced, pem: c.pem, prefixed: c.prefixed, pending: c.pending, region: region{
		mode: r.mode, key: r.key, place: r.place, waiting: r.waiting, value: r.value, outer: r.outer,
		finding: r.finding, reason: r.reason, number: r.number,
	}}
	return *c == between && (r.mode.crossesLines() || *r == region{})
}

// carryField takes the value of one field, which is at most most, and returns
// what the field becomes.
type carryField interface {
	number(value, most int64) int64
}

// eachField shows every field that has a meaning between two lines to f, those
// first that are most often all there is.
func (c *Carry) eachField(f carryField) {
	flag(f, &c.announced)
	flag(f, &c.pem)
	flag(f, &c.prefixed)
	flag(f, &c.pending.live)
	c.pending.key.eachField(f)
	number(f, &c.pending.gone, maxPairGap+maxGap)
	number(f, &c.pending.lines, maxPairLines)
	c.region.eachField(f)
}

func (r *region) eachField(f carryField) {
	number(f, &r.mode, regionRow)
	r.key.eachField(f)
	number(f, &r.place, PlaceSQL)
	number(f, &r.waiting.lines, math.MaxUint8)
	number(f, &r.waiting.indent, math.MaxUint8)
	flag(f, &r.waiting.scalar)
	flag(f, &r.waiting.block)
	flag(f, &r.waiting.body)
	r.outer.eachField(f)
	r.value.eachField(f)
	number(f, &r.finding, builtinKinds-1)
	number(f, &r.reason, MaskedRule)
	flag(f, &r.number)
}

func (k *keyEntry) eachField(f carryField) {
	flag(f, &k.known)
	number(f, &k.kind, builtinKinds-1)
	number(f, &k.flags, math.MaxUint16)
}

func (d *delimiter) eachField(f carryField) {
	number(f, &d.form, endPEM)
	number(f, &d.quote, math.MaxUint8)
	number(f, &d.level, math.MaxUint8)
}

// number shows f a field that is between 0 and most.
func number[T ~uint8 | ~uint16 | ~int8 | ~int16](f carryField, field *T, most T) {
	*field = T(f.number(int64(*field), int64(most)))
}

// flag shows f a field that is true or false.
func flag(f carryField, field *bool) {
	value := int64(0)
	if *field {
		value = 1
	}
	*field = f.number(value, 1) == 1
}

// carryWriter appends fields as varints.
type carryWriter struct {
	data   []byte
	used   int // the bytes of fields up to the last that is not 0
	failed bool
}

func (w *carryWriter) number(value, most int64) int64 {
	if value < 0 || value > most {
		w.failed = true
	}
	w.data = binary.AppendUvarint(w.data, uint64(value))
	if value != 0 {
		w.used = len(w.data) - 1
	}
	return value
}

// carryReader reads them; fields behind the end are 0.
type carryReader struct {
	data   []byte
	failed bool
}

func (r *carryReader) number(_, most int64) int64 {
	if len(r.data) == 0 {
		return 0 // fast path
	}
	value, n := binary.Uvarint(r.data)
	if n <= 0 || value > uint64(most) {
		r.data, r.failed = nil, true
		return 0
	}
	r.data = r.data[n:]
	return int64(value)
}
