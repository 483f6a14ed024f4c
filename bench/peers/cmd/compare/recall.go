package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"scrim/bench/peers/chart"
)

// score is what bench/accuracy counted of one tool.
type score struct {
	Values    int64  `json:"values"`
	Masked    int64  `json:"masked"`
	Lines     int64  `json:"lines"`
	OverLines int64  `json:"over_lines"`
	Rewritten int64  `json:"rewritten"`
	Error     string `json:"error"`
}

// recall scores the tools on the logs of one seed; there is none of a tool
// that failed, and none at all if the scorer cannot run here.
func recall(o options, tools []*tool) map[string]score {
	if o.python == "" {
		progress("recall is left out: it needs Python 3.10 or later and the packages of bench/accuracy")
		return nil
	}
	progress("scoring recall on the logs of seed %s; they are made first if they are not there", o.seed)
	commands := map[string][]string{}
	for _, t := range tools {
		if t.sort != chart.Limit {
			commands[t.name] = t.argv
		}
	}
	input, err := json.Marshal(commands)
	if err != nil {
		progress("recall is left out: %v", err)
		return nil
	}
	script := filepath.Join("bench", "accuracy", "filters.py")
	cmd := exec.Command(o.python, script, "--seed", o.seed, "--requests", fmt.Sprint(o.requests))
	cmd.Stdin, cmd.Stderr = bytes.NewReader(input), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		progress("recall is left out: %s failed: %v", script, err)
		return nil
	}
	scores, err := readScores(out)
	if err != nil {
		progress("recall is left out: %v", err)
	}
	return scores
}

// readScores reads what the scorer prints, without the tools that failed.
func readScores(text []byte) (map[string]score, error) {
	var scores map[string]score
	if err := json.Unmarshal(text, &scores); err != nil {
		return nil, fmt.Errorf("cannot read the scores: %w", err)
	}
	for name, s := range scores {
		if s.Error != "" || s.Values == 0 || s.Lines == 0 {
			progress("there is no recall of %s: %s", name, strings.TrimSpace(s.Error))
			delete(scores, name)
		}
	}
	return scores, nil
}

func (s score) recall() string { return percent(s.Masked, s.Values, 1) }
func (s score) over() string   { return percent(s.OverLines, s.Lines, 2) }

// percent writes a share. What is not all is not written as 100 %, and what is
// something not as nothing.
func percent(part, whole int64, decimals int) string {
	share := 100 * float64(part) / float64(whole)
	text := fmt.Sprintf("%.*f", decimals, share)
	for part < whole && strings.HasPrefix(text, "100") || part > 0 && strings.Trim(text, "0.") == "" {
		decimals++
		text = fmt.Sprintf("%.*f", decimals, share)
	}
	return text + " %"
}
