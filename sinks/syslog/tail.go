package syslog

const (
	// chunkBytes is how much is written at a time: enough that a write costs
	// little for a message.
	chunkBytes = 64 << 10
	// tailChunks are what is kept of what was sent, 8 MiB: more than a busy
	// server's TCP has acknowledged and its process not read, since Linux lets
	// that grow to 6 MiB by default (tcp_rmem).
	tailChunks = 128
	// sendBuffer is how much of what was written the kernel may still have. It
	// may take twice of that, which is less than the tail holds: so what the
	// tail has forgotten was acknowledged by the other end's TCP.
	sendBuffer = 256 << 10
)

// chunk is some whole frames, of which the first sent bytes were written to the
// connection.
type chunk struct {
	frames []byte
	sent   int
}

// tail is the last frames that were made: those to be sent, and those that were
// sent last. When a connection breaks, what the other end did not read is among
// them.
type tail struct {
	chunks [tailChunks]chunk
	next   int // the chunk that is filled; the oldest follows it
}

// add adds a message. It returns true if it is time to send.
func (t *tail) add(message []byte) (full bool) {
	c := &t.chunks[t.next]
	c.frames = appendFrame(c.frames, message)
	return len(c.frames) >= chunkBytes
}

// unsent calls write with what is to be sent, in its order, until that fails.
func (t *tail) unsent(write func([]byte) error) error {
	for i := range tailChunks {
		c := &t.chunks[(t.next+1+i)%tailChunks]
		if c.sent == len(c.frames) {
			continue
		}
		if err := write(c.frames[c.sent:]); err != nil {
			return err
		}
		c.sent = len(c.frames)
	}
	if len(t.chunks[t.next].frames) >= chunkBytes {
		t.next = (t.next + 1) % tailChunks
		oldest := &t.chunks[t.next]
		oldest.frames, oldest.sent = oldest.frames[:0], 0
	}
	return nil
}

// lost makes everything unsent.
func (t *tail) lost() {
	for i := range t.chunks {
		t.chunks[i].sent = 0
	}
}
