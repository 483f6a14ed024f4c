package corpus

import (
	"fmt"
	"io"
)

// Write writes whole events until size bytes are reached.
func Write(w io.Writer, seed uint64, hitRate float64, size int64) error {
	g := New(seed, hitRate)
	var event []byte
	for done := int64(0); done < size; done += int64(len(event)) {
		event = g.AppendEvent(event[:0])
		if _, err := w.Write(event); err != nil {
			return fmt.Errorf("cannot write the corpus: %w", err)
		}
	}
	return nil
}
