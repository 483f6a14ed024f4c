package prefilter

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

//go:generate go run -C asm . -out ../classify_amd64.s -stubs ../kernels_amd64.go -pkg prefilter

// kernel is a way to classify.
type kernel uint8

const (
	kernelPortable kernel = iota
	kernelAVX2
	kernelAVX512
)

// fastest is the kernel for this CPU.
var fastest = func() kernel {
	switch {
	case cpu.X86.HasAVX512BW && cpu.X86.HasAVX512VBMI:
		return kernelAVX512
	case cpu.X86.HasAVX2:
		return kernelAVX2
	}
	return kernelPortable
}()

// classify writes the bitmaps of n blocks of src, from row at on. There are ahead
// bytes after them.
func classify(b *Bitmaps, at int, t *Tables, src []byte, n int) {
	classifyBy(fastest, b, at, t, src, n)
}

func classifyBy(k kernel, b *Bitmaps, at int, t *Tables, src []byte, n int) {
	_ = src[n*BlockSize+ahead-1]
	out, three, known := (*byte)(unsafe.Pointer(&b.class[0][at])), (*byte)(unsafe.Pointer(&t.three)), (*byte)(unsafe.Pointer(&tablesOfClasses))
	switch k {
	case kernelAVX512:
		classifyAVX512(out, three, known, &src[0], n)
	case kernelAVX2:
		classifyAVX2(out, three, known, &src[0], n)
	default:
		classifyPortable(b, at, t, src, n)
	}
}
