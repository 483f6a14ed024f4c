package configs_test

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// patience is how long a test waits for another process.
const patience = 60 * time.Second

// program is scrim as it is released, built once for all tests.
var program struct {
	once   sync.Once
	path   string
	output []byte
	err    error
}

func TestMain(m *testing.M) {
	status := m.Run()
	if program.path != "" {
		os.RemoveAll(filepath.Dir(program.path))
	}
	os.Exit(status)
}

// build returns the path of the program.
func build(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the program")
	}
	// go test does not run a test again whose files have not changed; those of the
	// program count as such when they are looked at here.
	sources, err := filepath.Glob("../cmd/scrim/*.go")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no program: %v", err)
	}
	for _, path := range sources {
		if _, err := os.Stat(path); err != nil {
			t.Fatal(err)
		}
	}
	program.once.Do(func() {
		var dir string
		if dir, program.err = os.MkdirTemp("", "scrim-configs"); program.err != nil {
			return
		}
		program.path = filepath.Join(dir, "scrim")
		cmd := exec.Command("go", "build", "-trimpath", "-o", program.path, "scrim/cmd/scrim")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
		program.output, program.err = cmd.CombinedOutput()
	})
	if program.err != nil {
		t.Fatalf("go build: %v\n%s", program.err, program.output)
	}
	return program.path
}

// until waits for something that another process does.
func until(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(2 * time.Millisecond) {
		if done() {
			return
		}
	}
	t.Fatalf("%s did not happen within %v", what, patience)
}

// content is that of a file, or nothing while it is not there.
func content(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return data
}

// lines counts line ends.
func lines(data []byte) int { return bytes.Count(data, []byte("\n")) }

// write writes a file and the folders above it.
func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// replaced is the text of an example with what belongs to a machine replaced by
// what belongs to the test. Each old text must be there.
func replaced(t *testing.T, path string, oldnew ...string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(oldnew); i += 2 {
		if !bytes.Contains(text, []byte(oldnew[i])) {
			t.Fatalf("%s does not hold %q", path, oldnew[i])
		}
		text = bytes.ReplaceAll(text, []byte(oldnew[i]), []byte(oldnew[i+1]))
	}
	return string(text)
}

// secret is a random text of n bytes, in hexadecimal.
func secret(t *testing.T, n int) string {
	t.Helper()
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(b)
}
