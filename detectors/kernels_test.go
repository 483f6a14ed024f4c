package detectors

import (
	"bytes"
	"os"
	"testing"
)

// byKernel are copies of e by the names of the prefilter's kernels that they use.
func byKernel(e *Engine) map[string]*Engine {
	all := map[string]*Engine{}
	for name, filter := range e.triggers.filter.ByKernel() {
		other := *e
		other.triggers.filter = filter
		all[name] = &other
	}
	return all
}

// checkKernels: what is written does not depend on the kernel, as a whole or in
// windows.
func checkKernels(t *testing.T, all map[string]*Engine, src []byte, window int) {
	t.Helper()
	portable := all["portable"]
	whole, parts := portable.NewScanner().AppendRedact(nil, src), redactWindowed(portable, src, window)
	for name, e := range all {
		if got := e.NewScanner().AppendRedact(nil, src); !bytes.Equal(got, whole) {
			t.Fatalf("%s: %s\nin %.2000q", name, diff(got, whole), src)
		}
		if got := redactWindowed(e, src, window); !bytes.Equal(got, parts) {
			t.Fatalf("%s in windows of %d: %s\nin %.2000q", name, window, diff(got, parts), src)
		}
	}
}

func TestKernelsAgree(t *testing.T) {
	sample, err := os.ReadFile("../bench/testdata/django-sample.log")
	if err != nil {
		t.Fatal(err)
	}
	planted := newPlant(17).text(400)
	for i, e := range engines(t) {
		all := byKernel(e)
		t.Run(string(maskOptions[i].Mask.Mode), func(t *testing.T) {
			for _, window := range []int{200, 4096, len(sample)} {
				checkKernels(t, all, sample, window)
				checkKernels(t, all, planted, window)
			}
			// The same text at other places of its blocks.
			for cut := range 64 {
				checkKernels(t, all, sample[cut:], len(sample))
			}
		})
	}
}

// FuzzKernelsAgree: what the CPU can do does not show.
func FuzzKernelsAgree(f *testing.F) {
	for i, seed := range fuzzSeeds() {
		f.Add(seed, uint16(100+i*97), uint16(i*13), uint16(i*7%200), uint8(i))
	}
	var all []map[string]*Engine
	for _, e := range engines(f) {
		all = append(all, byKernel(e))
	}
	f.Fuzz(func(t *testing.T, data []byte, window, at, more uint16, mode uint8) {
		src := stretch(data, int(at), int(more))
		if len(src) > 1<<17 {
			return
		}
		checkKernels(t, all[int(mode)%len(all)], src, max(1, int(window), len(src)/maxWindows))
	})
}
