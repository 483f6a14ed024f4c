package measure

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// Machine is where and when something was measured.
type Machine struct {
	Processor, System, Go, Date string
}

// ThisMachine is this machine, now.
func ThisMachine() Machine {
	return Machine{
		Processor: fmt.Sprintf("%s, %d cores", processor(), runtime.NumCPU()),
		System:    system(),
		Go:        strings.TrimPrefix(runtime.Version(), "go"),
		Date:      time.Now().UTC().Format(time.DateOnly),
	}
}

// processor names the processor, as far as the system tells.
func processor() string {
	if text, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		if model := field(string(text), "model name", ":"); model != "" {
			return model
		}
	}
	if out, err := exec.Command("sysctl", "-n", "machdep.cpu.brand_string").Output(); err == nil {
		return strings.TrimSpace(string(out))
	}
	return runtime.GOARCH
}

// system names the operating system with its version, as far as it tells.
func system() string {
	platform := runtime.GOOS + "/" + runtime.GOARCH
	if text, err := os.ReadFile("/etc/os-release"); err == nil {
		if name := field(string(text), "PRETTY_NAME", "="); name != "" {
			return strings.Trim(name, `"`) + ", " + platform
		}
	}
	return platform
}

// field is what follows the name and the sign in the first line that begins so.
func field(text, name, sign string) string {
	for line := range strings.Lines(text) {
		if before, after, ok := strings.Cut(line, sign); ok && strings.TrimSpace(before) == name {
			return strings.TrimSpace(after)
		}
	}
	return ""
}
