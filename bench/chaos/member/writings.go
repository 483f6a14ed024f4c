package member

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// pages are the lines that /metrics ever showed, without their values.
type pages struct {
	mu    sync.Mutex
	lines map[string]bool
	polls int
}

// poll reads the page until the process has ended.
func (p *pages) poll(address string, ended <-chan struct{}) {
	client := http.Client{Timeout: 5 * time.Second}
	for {
		select {
		case <-ended:
			return
		case <-time.After(300 * time.Millisecond):
		}
		answer, err := client.Get("http://" + address + "/metrics")
		if err != nil {
			continue
		}
		text, err := io.ReadAll(answer.Body)
		answer.Body.Close()
		if err == nil && answer.StatusCode == http.StatusOK {
			p.add(string(text))
		}
	}
}

func (p *pages) add(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.lines == nil {
		p.lines = map[string]bool{}
	}
	p.polls++
	for line := range strings.Lines(text) {
		name := line
		if at := strings.LastIndexByte(line, ' '); at > 0 && !strings.HasPrefix(line, "#") {
			name = line[:at]
		}
		p.lines[name] = true
	}
}

// Polls is how often /metrics was read.
func (m *Member) Polls() int {
	m.pages.mu.Lock()
	defer m.pages.mu.Unlock()
	return m.pages.polls
}

// Stderr is all that the member's processes wrote to standard error.
func (m *Member) Stderr() string {
	text, _ := os.ReadFile(filepath.Join(m.dir, stderrName))
	return string(text)
}

// DeadLetters is the size of the dead letter file in bytes.
func (m *Member) DeadLetters() int64 {
	info, err := os.Stat(filepath.Join(m.dir, deadName))
	if err != nil {
		return 0
	}
	return info.Size()
}

// Writings calls f with every text that scrim wrote about itself: standard
// output and error, dead letters, state, metrics.
func (m *Member) Writings(f func(name string, text []byte)) error {
	err := filepath.WalkDir(m.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil {
			name, _ := filepath.Rel(m.dir, path)
			f(name, text)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("cannot read what scrim wrote: %w", err)
	}
	m.pages.mu.Lock()
	defer m.pages.mu.Unlock()
	var lines []string
	for line := range m.pages.lines {
		lines = append(lines, line)
	}
	f("/metrics", []byte(strings.Join(lines, "\n")))
	return nil
}
