package line

import "scrim/pipeline"

// Encoder says what a sink writes of a batch. Sinks write the pieces in order.
type Encoder interface {
	// Len is the number of pieces of a batch.
	Len(b *pipeline.Batch) int
	// Append appends a piece without a line end to dst. A piece that is open
	// goes on in the next one of the same lane.
	Append(dst []byte, b *pipeline.Batch, piece int) (longer []byte, open bool)
}

// Records writes the values of records, as they are. A null value is an empty
// line, and a message that holds line ends is several lines.
type Records struct{}

// Len is the number of records.
func (Records) Len(b *pipeline.Batch) int { return len(b.Records) }

// Append appends the value of a record.
func (Records) Append(dst []byte, b *pipeline.Batch, piece int) ([]byte, bool) {
	r := &b.Records[piece]
	return append(dst, r.Value...), r.Open
}

// Lines knows how the last line stands. The zero Lines is at the beginning of a
// line; a copy is a memory of how it stood.
type Lines struct {
	lane *pipeline.Origin // the lane whose line is open, nil for none
}

// Open tells whether the last line goes on.
func (l *Lines) Open() bool { return l.lane != nil }

// Append appends a piece, what ends the line of another lane before it, and its
// line end unless it goes on. All batches of a lane share their Origin.
func (l *Lines) Append(dst []byte, e Encoder, b *pipeline.Batch, piece int) []byte {
	if l.lane != b.Origin {
		dst = l.End(dst)
	}
	dst, open := e.Append(dst, b, piece)
	if open {
		l.lane = b.Origin
		return dst
	}
	l.lane = nil
	return append(dst, '\n')
}

// End appends a line end if a line is open.
func (l *Lines) End(dst []byte) []byte {
	if l.lane == nil {
		return dst
	}
	l.lane = nil
	return append(dst, '\n')
}
