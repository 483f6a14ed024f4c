package prefilter

// kernel is a way to classify and to find.
type kernel uint8

const (
	kernelPortable kernel = iota
	kernelAVX2
	kernelAVX512
)

var kernelNames = [...]string{kernelPortable: "portable", kernelAVX2: "AVX2", kernelAVX512: "AVX-512"}

// ByKernel are copies of t by the names of the kernels that this CPU has, among
// them "portable". All of them mark the same; tests compare them.
func (t *Tables) ByKernel() map[string]*Tables {
	all := make(map[string]*Tables, len(available))
	for _, k := range available {
		other := *t
		other.kernel = k
		all[kernelNames[k]] = &other
	}
	return all
}
