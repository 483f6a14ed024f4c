//go:build !purego

package prefilter

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

//go:generate go run -C asm . -out ../assembly_amd64.s -stubs ../assembly_amd64.go -pkg prefilter

// available are the kernels of this CPU, the fastest first.
var available = func() (all []kernel) {
	if cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VBMI {
		all = append(all, kernelAVX512)
	}
	if cpu.X86.HasAVX2 {
		all = append(all, kernelAVX2)
	}
	return append(all, kernelPortable)
}()

// classify writes the bitmaps of n blocks of src, from row at on. There are ahead
// bytes after them.
func classify(b *Bitmaps, at int, t *Tables, src []byte, n int) {
	_ = src[n*BlockSize+ahead-1]
	out, three, known := (*byte)(unsafe.Pointer(&b.class[0][at])), (*byte)(unsafe.Pointer(&t.three)), (*byte)(unsafe.Pointer(&tablesOfClasses))
	switch t.kernel {
	case kernelAVX512:
		classifyAVX512(out, three, known, &src[0], n)
	case kernelAVX2:
		classifyAVX2(out, three, known, &src[0], n)
	default:
		classifyPortable(b, at, t, src, n)
	}
}

// find makes the candidates of n blocks. The kernels of AVX do so in steps of
// four or eight blocks and write more than is wanted.
func find(c *Candidates, b *Bitmaps, t *Tables, n int) {
	switch t.kernel {
	case kernelAVX512:
		findAVX512(&c.Any[0], &b.class[0][0], &t.sizes[0], n)
	case kernelAVX2:
		findAVX2(&c.Any[0], &b.class[0][0], &t.sizes[0], n)
	default:
		findPortable(c, b, t, n)
	}
}
