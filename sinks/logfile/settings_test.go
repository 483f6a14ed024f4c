package logfile

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"scrim/pipeline/setting"
)

func TestProblems(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Settings)
		keys   []string
	}{
		"defaults": {func(*Settings) {}, nil},
		"everything": {func(s *Settings) {
			s.MaxSize, s.RotateEvery, s.Keep, s.Compress = 1, setting.Duration(time.Hour), 3, "zstd"
		}, nil},
		"no path":              {func(s *Settings) { s.Path = "" }, []string{"path"}},
		"folder":               {func(s *Settings) { s.Path = "/var/log/" }, []string{"path"}},
		"device, rotated":      {func(s *Settings) { s.Path, s.MaxSize = "/dev/stdout", 1 }, []string{"path"}},
		"mode with letters":    {func(s *Settings) { s.Mode = "rw" }, []string{"mode"}},
		"mode not octal":       {func(s *Settings) { s.Mode = "0680" }, []string{"mode"}},
		"mode with setuid":     {func(s *Settings) { s.Mode = "4600" }, []string{"mode"}},
		"owner may not read":   {func(s *Settings) { s.Mode = "0200" }, []string{"mode"}},
		"unknown policy":       {func(s *Settings) { s.Fsync = "often" }, []string{"fsync"}},
		"no interval":          {func(s *Settings) { s.FsyncInterval = 0 }, []string{"fsync_interval"}},
		"negative":             {func(s *Settings) { s.MaxSize, s.RotateEvery, s.Keep = -1, -1, -1 }, []string{"max_size", "rotate_every", "keep"}},
		"short period":         {func(s *Settings) { s.RotateEvery = setting.Duration(time.Millisecond) }, []string{"rotate_every"}},
		"unknown compression":  {func(s *Settings) { s.MaxSize, s.Compress = 1, "lz4" }, []string{"compress"}},
		"nothing rotates":      {func(s *Settings) { s.Keep, s.Compress = 1, "gzip" }, []string{"keep", "compress"}},
		"time rotates as well": {func(s *Settings) { s.RotateEvery, s.Keep = setting.Duration(time.Hour), 1 }, nil},
	} {
		s := NewSettings().(*Settings)
		s.Path = "/var/log/django.log"
		c.change(s)
		var keys []string
		for _, p := range s.Problems() {
			keys = append(keys, p.Key)
			if p.Msg == "" || p.Hint == "" {
				t.Errorf("%s: %+v", name, p)
			}
		}
		if diff := cmp.Diff(c.keys, keys); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
