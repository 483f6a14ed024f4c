package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"scrim/bench/peers/measure"
)

const megabyte = 1_000_000

// write makes a file and returns its path.
func (m maker) write(name string, content []byte) (string, error) {
	path := filepath.Join(m.dir, name)
	if err := os.WriteFile(path, content, 0o644); err != nil {
		return "", fmt.Errorf("cannot write what is to be measured: %w", err)
	}
	return path, nil
}

// biglogOf makes a log with a share of lines that hold a secret.
func (m maker) biglogOf(name string, mb int, share float64) ([]byte, error) {
	path := filepath.Join(m.dir, name)
	cmd := exec.Command(m.biglog, "-mb", fmt.Sprint(mb), "-hit", fmt.Sprint(share), "-seed", "1", "-o", path)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("cannot make a log with %s: %w", m.biglog, err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("cannot read the log: %w", err)
	}
	return text, nil
}

// logOfShare makes a log in which scrim masks something in about that share of
// the lines, and says in which share it really does. The generator's tracebacks
// have lines without a secret at any rate, so where all lines are to have one,
// those without are taken out.
func (m maker) logOfShare(share float64) (path string, measured float64, err error) {
	name := fmt.Sprintf("share-%g.log", share)
	mb := m.mb
	if share == 1 {
		mb += m.mb / 2
	}
	text, err := m.biglogOf(name, mb, share)
	if err != nil {
		return "", 0, err
	}
	path = filepath.Join(m.dir, name)
	changed, err := m.changed(path, text)
	if err != nil {
		return "", 0, err
	}
	if share == 1 {
		text = only(text, changed, m.mb*megabyte)
		if path, err = m.write(name, text); err != nil {
			return "", 0, err
		}
		if changed, err = m.changed(path, text); err != nil {
			return "", 0, err
		}
	}
	return path, shareOf(changed), nil
}

// changed says of each line of a log whether scrim masks something in it.
func (m maker) changed(path string, text []byte) ([]bool, error) {
	var out bytes.Buffer
	if _, err := measure.Run([]string{m.scrim}, path, &out); err != nil {
		return nil, err
	}
	before, after := splitLines(text), splitLines(out.Bytes())
	if len(before) != len(after) {
		return nil, fmt.Errorf("%s wrote %d lines of %d", m.scrim, len(after), len(before))
	}
	made := make([]bool, len(before))
	for i := range before {
		made[i] = !bytes.Equal(before[i], after[i])
	}
	return made, nil
}

func splitLines(text []byte) [][]byte {
	return bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
}

func shareOf(lines []bool) float64 {
	n := 0
	for _, yes := range lines {
		if yes {
			n++
		}
	}
	return float64(n) / float64(len(lines))
}

// only keeps the wanted lines, up to about size bytes.
func only(text []byte, wanted []bool, size int) []byte {
	var kept []byte
	for i, line := range splitLines(text) {
		if wanted[i] && len(kept) < size {
			kept = append(append(kept, line...), '\n')
		}
	}
	return kept
}

// rewrap gives a text lines of at most length bytes, longer only where there is
// no blank: the same words, with other line ends.
func rewrap(text []byte, length int) []byte {
	made := bytes.ReplaceAll(text, []byte("\n"), []byte(" "))
	for at := 0; at < len(made); {
		end := min(at+length, len(made))
		cut := bytes.LastIndexByte(made[at:end], ' ')
		if end == len(made) || cut < 0 {
			cut = bytes.IndexByte(made[end-1:], ' ')
			if cut < 0 {
				break
			}
			cut += end - 1 - at
		}
		made[at+cut] = '\n'
		at += cut + 1
	}
	return made
}

// plantEvery is one line in so many.
const plantEvery = 100

// plant adds a text to every hundredth line, or to the next one that is no
// JSON: what it becomes has to stay what such a line is.
func plant(log []byte, text string) []byte {
	var made []byte
	due := false
	for i, line := range splitLines(log) {
		due = due || i%plantEvery == plantEvery/2
		made = append(made, line...)
		if due && !bytes.HasPrefix(line, []byte("{")) {
			made = append(made, text...)
			due = false
		}
		made = append(made, '\n')
	}
	return made
}
