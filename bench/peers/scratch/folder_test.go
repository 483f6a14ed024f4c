package scratch

import (
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

func TestFolderIsRemoved(t *testing.T) {
	path, remove, err := Folder("scrim-scratch")
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		t.Errorf("no folder: %v", err)
	}
	remove()
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("still there: %v", err)
	}
}

// TestInterruptRemovesTheFolder runs itself as the program that is interrupted.
func TestInterruptRemovesTheFolder(t *testing.T) {
	if os.Getenv("SCRATCH_CHILD") != "" {
		path, _, err := Folder("scrim-scratch")
		if err != nil {
			t.Fatal(err)
		}
		os.Stdout.WriteString(path + "\n")
		select {}
	}
	if runtime.GOOS == "windows" {
		t.Skip("no interrupt can be sent here")
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestInterruptRemovesTheFolder$")
	cmd.Env = append(os.Environ(), "SCRATCH_CHILD=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	text := make([]byte, 4096)
	n, _ := out.Read(text)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	path := strings.TrimSpace(string(text[:n]))
	if _, err := os.Stat(path); path == "" || !os.IsNotExist(err) {
		t.Errorf("%q is still there", path)
	}
	if got := cmd.ProcessState.ExitCode(); got != 2 {
		t.Errorf("exit status %d, want 2", got)
	}
}
