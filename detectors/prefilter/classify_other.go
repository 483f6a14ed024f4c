//go:build !amd64

package prefilter

// classify writes the bitmaps of n blocks of src, from row at on. There are ahead
// bytes after them.
func classify(b *Bitmaps, at int, t *Tables, src []byte, n int) { classifyPortable(b, at, t, src, n) }
