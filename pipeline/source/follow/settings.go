package follow

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// Where a file without a checkpoint begins.
const (
	beginning = "beginning"
	end       = "end"
)

const (
	// pollInterval is how often the folders are looked at where the system does
	// not tell of changes: soon enough for people, and little work.
	pollInterval = time.Second
	// rotateWait is how long a file that was rotated away is still watched: a
	// program that logs takes a moment until it opens the new one.
	rotateWait = 5 * time.Second
	// checkpointInterval is how much of a second or so is sent again after a
	// crash.
	checkpointInterval = time.Second

	// minInterval keeps a wrong unit from turning an interval into a busy loop.
	minInterval = 10 * time.Millisecond
)

// Settings is a [[source]] of type "file".
type Settings struct {
	// Include are globs of the files to follow; ** stands for folders at any
	// depth.
	Include []setting.Path `toml:"include"`
	// Exclude are globs of files to leave out, of whole paths or, without a
	// slash, of names.
	Exclude []string `toml:"exclude"`
	// Start is where a file without a checkpoint begins: "beginning", or "end"
	// for what is there when the source is run for the first time.
	Start string `toml:"start"`
	// PollInterval is how often files and folders are looked at without any
	// notice from the system.
	PollInterval setting.Duration `toml:"poll_interval"`
	// RotateWait is how long a file that was renamed or deleted is watched for
	// late writes, and how long its unfinished last line waits for its end.
	RotateWait setting.Duration `toml:"rotate_wait"`
	// CheckpointInterval is how often the checkpoint file is written at most.
	CheckpointInterval setting.Duration `toml:"checkpoint_interval"`
}

// NewSettings returns the defaults.
func NewSettings() pipeline.SourceSettings {
	return &Settings{
		Start:              beginning,
		PollInterval:       setting.Duration(pollInterval),
		RotateWait:         setting.Duration(rotateWait),
		CheckpointInterval: setting.Duration(checkpointInterval),
	}
}

// Problems is what is wrong with the settings.
func (s *Settings) Problems() []setting.Problem {
	var found []setting.Problem
	add := func(key, hint, format string, values ...any) {
		found = append(found, setting.Problem{Key: key, Msg: fmt.Sprintf(format, values...), Hint: hint})
	}
	if len(s.Include) == 0 {
		add("include", `for instance include = ["/var/log/django/*.log"]`, "no files are named")
	}
	for _, p := range s.Include {
		if !doublestar.ValidatePattern(filepath.ToSlash(string(p))) || p == "" {
			add("include", "close every [ and {, or put a backslash before them", "%q is not a glob", p)
		}
	}
	for _, p := range s.Exclude {
		if !doublestar.ValidatePattern(filepath.ToSlash(p)) || p == "" {
			add("exclude", "close every [ and {, or put a backslash before them", "%q is not a glob", p)
		}
	}
	if s.Start != beginning && s.Start != end {
		add("start", `"beginning" or "end"`, "%q is no place to start", s.Start)
	}
	for key, d := range map[string]setting.Duration{"poll_interval": s.PollInterval, "checkpoint_interval": s.CheckpointInterval} {
		if time.Duration(d) < minInterval {
			add(key, `for instance "1s"`, "must be at least %s", minInterval)
		}
	}
	if s.RotateWait < 0 {
		add("rotate_wait", `for instance "5s"`, "must not be negative")
	}
	return found
}

// ReadsPath implements pipeline.PathReader.
func (s *Settings) ReadsPath(path string) bool {
	p, err := newPatterns(s.Include, s.Exclude)
	if err != nil || len(s.Problems()) > 0 {
		return false
	}
	return p.includes(path) && !p.excludes(path)
}

// Open makes the source. Files are opened, and the checkpoint is locked and read,
// when it runs.
func (s *Settings) Open(e pipeline.Environment) (pipeline.Source, error) {
	if e.StateDir == "" {
		return nil, setting.WithHint(errors.New("cannot follow files without a folder for checkpoints"), "set state_dir in [pipeline]")
	}
	patterns, err := newPatterns(s.Include, s.Exclude)
	if err != nil {
		return nil, err
	}
	return &Source{settings: *s, patterns: patterns, environment: e}, nil
}
