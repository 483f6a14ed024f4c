//go:build !amd64 || purego

package prefilter

// available are the kernels of every CPU.
var available = []kernel{kernelPortable}

// classify writes the bitmaps of n blocks of src, from row at on. There are ahead
// bytes after them.
func classify(b *Bitmaps, at int, t *Tables, src []byte, n int) { classifyPortable(b, at, t, src, n) }

// find makes the candidates of n blocks.
func find(c *Candidates, b *Bitmaps, t *Tables, n int) { findPortable(c, b, t, n) }
