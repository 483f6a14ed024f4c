package logfile

import "bytes"

const (
	// maxTorn is how many bytes without a line end may stand at the end of a
	// file that a killed process left behind. More than one attempt writes is
	// not torn.
	maxTorn = 16 << 20
	// tailBytes is how much of the end is read at once.
	tailBytes = 64 << 10
)

// cutTorn makes the file end with a whole line.
func (o *output) cutTorn() error {
	end, err := o.lastLineEnd()
	if err != nil {
		return err
	}
	if end < 0 {
		_, err := o.f.Write([]byte{'\n'})
		o.size++
		return err
	}
	o.torn = o.size - end
	if o.torn == 0 {
		return nil // fast path: nothing was torn
	}
	o.size = end
	return o.f.Truncate(end)
}

// lastLineEnd is where the last whole line ends, or -1 if that is too far from
// the end.
func (o *output) lastLineEnd() (int64, error) {
	var tail [tailBytes]byte
	at := o.size
	for at > 0 {
		if o.size-at >= maxTorn {
			return -1, nil
		}
		p := tail[:min(at, tailBytes)]
		at -= int64(len(p))
		if _, err := o.f.ReadAt(p, at); err != nil {
			return 0, err
		}
		if i := bytes.LastIndexByte(p, '\n'); i >= 0 {
			return at + int64(i) + 1, nil
		}
	}
	return 0, nil
}
