package logfile

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/setting"
	"scrim/sinks/file"
	"scrim/sinks/line"
)

// Settings is the table of a sink of type "file". Other sinks that write a file
// have the same.
type Settings struct {
	Path setting.Path `toml:"path"`
	// Mode holds the permissions of a new file, octal. The umask does not count.
	Mode string `toml:"mode"`

	// Fsync is "always", "interval" or "never".
	Fsync         string           `toml:"fsync"`
	FsyncInterval setting.Duration `toml:"fsync_interval"`

	// MaxSize rotates before the file gets larger; 0: never. A line that is
	// longer than that has a file of its own.
	MaxSize setting.Size `toml:"max_size"`
	// RotateEvery rotates at full periods since 1970, UTC: "24h" at midnight;
	// 0: never.
	RotateEvery setting.Duration `toml:"rotate_every"`
	// Keep is how many rotated files stay; 0: all.
	Keep int `toml:"keep"`
	// Compress is what becomes of rotated files: "none", "gzip" or "zstd".
	Compress string `toml:"compress"`
}

// The policies for fsync.
const (
	fsyncAlways   = "always"
	fsyncInterval = "interval"
	fsyncNever    = "never"
)

const compressNone = "none"

var (
	fsyncs       = []string{fsyncAlways, fsyncInterval, fsyncNever}
	compressions = []string{compressNone, string(file.Gzip), string(file.Zstd)}
)

// NewSettings returns the defaults.
func NewSettings() pipeline.SinkSettings {
	s := Defaults()
	return &s
}

// Defaults are the defaults, for sinks that write a file too. A sync for each
// Deliver is the default because it costs little: the more there is to write,
// the more of it goes into one Deliver.
func Defaults() Settings {
	return Settings{
		Mode:          "0600",
		Fsync:         fsyncAlways,
		FsyncInterval: setting.Duration(time.Second),
		Compress:      compressNone,
	}
}

// WritesPath implements pipeline.PathWriter.
func (s *Settings) WritesPath() string {
	if isDevice(string(s.Path)) {
		return ""
	}
	return string(s.Path)
}

// minPeriod is the shortest period of a rotation: the names of rotated files
// have seconds.
const minPeriod = time.Second

// Problems is what is wrong with the settings.
func (s *Settings) Problems() []setting.Problem {
	var all []setting.Problem
	fail := func(wrong bool, key, msg, hint string) {
		if wrong {
			all = append(all, setting.Problem{Key: key, Msg: msg, Hint: hint})
		}
	}
	fail(s.Path == "", "path", "no path is given", `path = "/var/log/clean/django.log"`)
	fail(strings.HasSuffix(string(s.Path), "/"), "path", "the path is that of a folder", "add the name of a file")
	_, err := s.mode()
	fail(err != nil, "mode", "not permissions with which the owner may read and write", `octal, as in "0640"`)
	fail(!slices.Contains(fsyncs, s.Fsync), "fsync", "unknown policy", "one of "+strings.Join(fsyncs, ", "))
	fail(s.FsyncInterval <= 0, "fsync_interval", "not a time to wait", `as in "1s"`)
	fail(s.MaxSize < 0, "max_size", "a negative size", "0 for no limit")
	fail(s.RotateEvery < 0 || s.RotateEvery > 0 && time.Duration(s.RotateEvery) < minPeriod,
		"rotate_every", "too short", `at least "1s", as in "24h"; "0s" for never`)
	fail(s.Keep < 0, "keep", "a negative number of files", "0 keeps all")
	fail(!slices.Contains(compressions, s.Compress), "compress", "unknown compression", "one of "+strings.Join(compressions, ", "))
	const rotates = "set max_size or rotate_every, or leave it to what rotates the file"
	fail(s.Keep > 0 && !s.rotates(), "keep", "nothing rotates the file here", rotates)
	fail(s.Compress != compressNone && !s.rotates(), "compress", "nothing rotates the file here", rotates)
	fail(s.rotates() && isDevice(string(s.Path)), "path", "a device is not rotated", "leave out max_size and rotate_every")
	return all
}

// Open makes the sink. The file is opened when there is something to write.
func (s *Settings) Open(pipeline.Environment) (pipeline.Sink, error) {
	return NewWriter(*s, line.Records{})
}

func (s *Settings) rotates() bool { return s.MaxSize > 0 || s.RotateEvery > 0 }

// mode is Mode as a number.
func (s *Settings) mode() (fs.FileMode, error) {
	n, err := strconv.ParseUint(s.Mode, 8, 32)
	if err == nil && (n > uint64(fs.ModePerm) || n&0o600 != 0o600) {
		err = strconv.ErrRange
	}
	return fs.FileMode(n), err
}
