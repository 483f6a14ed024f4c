package follow

import (
	"testing"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

func TestProblems(t *testing.T) {
	for key, change := range map[string]func(*Settings){
		"":                    func(*Settings) {},
		"include":             func(s *Settings) { s.Include = nil },
		"include ":            func(s *Settings) { s.Include = append(s.Include, "/a/[b") },
		"exclude":             func(s *Settings) { s.Exclude = []string{"{a"} },
		"start":               func(s *Settings) { s.Start = "middle" },
		"poll_interval":       func(s *Settings) { s.PollInterval = 1 },
		"checkpoint_interval": func(s *Settings) { s.CheckpointInterval = 0 },
		"rotate_wait":         func(s *Settings) { s.RotateWait = -1 },
	} {
		s := NewSettings().(*Settings)
		s.Include = []setting.Path{"/var/log/*.log"}
		change(s)
		found := s.Problems()
		if key == "" {
			if len(found) > 0 {
				t.Errorf("the defaults: %v", found)
			}
			continue
		}
		if len(found) != 1 || found[0].Key+" " != key && found[0].Key != key || found[0].Hint == "" {
			t.Errorf("%s: %+v", key, found)
		}
	}
}

func TestReadsPath(t *testing.T) {
	s := NewSettings().(*Settings)
	s.Include, s.Exclude = []setting.Path{"/var/log/**/*.log*", "/srv/one"}, []string{"clean*", "/var/log/x/**"}
	for path, want := range map[string]bool{
		"/var/log/a.log": true, "/var/log/b/c/a.log.1": true, "/srv/one": true,
		"/var/log/a.txt": false, "/srv/two": false, "/var/log/clean.log": false, "/var/log/x/a.log": false,
	} {
		if got := s.ReadsPath(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}

func TestOpenNeedsAStateFolder(t *testing.T) {
	if _, err := NewSettings().Open(pipeline.Environment{Name: "file"}); err == nil {
		t.Error("there is no error")
	}
}
