package main

import (
	"errors"

	"scrim/pipeline/config"
)

// reload puts what the configuration says now in the place of what runs, if it
// is right, and opens files again.
func (s *service) reload() {
	if err := s.pipeline.Reopen(); err != nil {
		s.log.Error("cannot open a file again", "error", err)
	}
	c, engines, err := loadRun(s.path)
	if err != nil {
		s.metrics.NotLoaded()
		s.notReloaded(err)
		return
	}
	s.pipeline.Reload(engines)
	sections := c.NeedsRestart(s.running)
	s.metrics.Loaded(c.SHA256(), len(sections) > 0)
	if len(sections) > 0 {
		s.log.Warn("these sections have changed and need a restart", "sections", sections)
	}
	s.log.Info("reloaded: rules, dictionaries, kinds and masks", "config", s.path, "sha256", c.SHA256())
}

// notReloaded logs each error of a configuration in a line of its own.
func (s *service) notReloaded(err error) {
	var faults config.Errors
	if errors.As(err, &faults) {
		for _, fault := range faults {
			s.log.Error("the configuration is wrong", "error", fault)
		}
		err = errors.New(plural(int64(len(faults)), "error") + " in it")
	}
	s.log.Error("the configuration was not reloaded and the old one goes on", "config", s.path, "error", err)
}
