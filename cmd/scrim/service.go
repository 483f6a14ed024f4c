package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"strings"
	"syscall"

	"scrim/detectors"
	"scrim/pipeline"
	"scrim/pipeline/config"
	"scrim/pipeline/metrics"
)

// service is a pipeline with the configuration that it runs.
type service struct {
	path     string
	running  *config.Config
	pipeline *pipeline.Pipeline
	metrics  *metrics.Metrics
	server   *metrics.Server // nil: there is no [metrics]
	log      *slog.Logger
}

// newService reads the configuration and opens what it names.
func newService(con *console, path string) (*service, error) {
	c, engines, err := loadRun(path)
	if err != nil {
		return nil, err
	}
	run := c.Run()
	if len(run.Sources) == 0 {
		return nil, &failure{statusConfig, fmt.Errorf("%s: there is no [[source]]", path), "scrim -c FILE without run filters standard input and files"}
	}
	s := &service{path: path, running: c, metrics: metrics.New(versionName()), log: newLog(con.w, run.Pipeline.LogFormat)}
	s.metrics.Loaded(c.SHA256(), false)
	// Packages that log by themselves quote what came over the network: an HTTP
	// client does with what a server sends unasked, which may be a record of ours.
	log.SetOutput(io.Discard)
	if run.Listen != "" {
		if s.server, err = listen(run.Listen); err != nil {
			return nil, err
		}
	}
	o, failed := openAll(run)
	if len(failed) > 0 {
		for _, one := range failed {
			con.report(one.Err)
		}
		return nil, errReported
	}
	o.Engines, o.Log, o.Observe = engines, s.log, s.metrics.Observe
	s.pipeline = pipeline.New(o)
	return s, nil
}

// listen takes the address of [metrics].
func listen(address string) (*metrics.Server, error) {
	s, err := metrics.Listen(address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, &failure{statusFailed, err, "another program, or another scrim, has this port: change listen in [metrics]"}
	case err != nil:
		return nil, &failure{statusFailed, err, "listen in [metrics] must be an address of this host"}
	}
	return s, nil
}

// newLog is scrim's own log, which never holds a byte of a record.
func newLog(w io.Writer, format string) *slog.Logger {
	if format == "json" {
		return slog.New(slog.NewJSONHandler(w, nil))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}

// loadRun reads a configuration and compiles what it detects.
func loadRun(path string) (*config.Config, pipeline.Engines, error) {
	var e pipeline.Engines
	c, o, err := config.LoadWithOptions(path, types)
	if err != nil {
		return nil, e, &failure{status: statusConfig, err: err}
	}
	if e.Text, err = detectors.New(o); err != nil {
		return nil, e, &failure{status: statusConfig, err: fmt.Errorf("%s: %w", path, err)}
	}
	if keys, ok := c.KeyOptions(o); ok {
		if e.Keys, err = detectors.New(keys); err != nil {
			return nil, e, &failure{status: statusConfig, err: fmt.Errorf("%s: %w", path, err)}
		}
	}
	return c, e, nil
}

// started logs what runs.
func (s *service) started() {
	run := s.running.Run()
	var sources, sinks []string
	for _, one := range run.Sources {
		sources = append(sources, one.Name)
	}
	for _, one := range run.Sinks {
		sinks = append(sinks, one.Name)
	}
	about := []any{
		"version", versionName(), "config", s.path, "sha256", s.running.SHA256(),
		"sources", strings.Join(sources, ","), "sinks", strings.Join(sinks, ","), "dead_letter", run.DeadLetter != nil,
	}
	if s.server != nil {
		about = append(about, "metrics", s.server.Address())
	}
	s.log.Info("started", about...)
}

// counts are what the pipeline has done, for a line of the log, after some other
// attributes.
func (s *service) counts(attributes ...any) []any {
	stats := s.pipeline.Stats()
	var records, findings int64
	for _, l := range stats.Links {
		if l.Role == "source" {
			records += l.Records
		}
	}
	for _, n := range stats.Findings {
		findings += n
	}
	return append(attributes, "records", records, "findings", findings, "withheld", stats.Withheld, "refused", stats.Refused)
}

// quit logs what a second signal leaves behind.
func (s *service) quit() {
	s.log.Warn("quits without waiting any longer: what is not acknowledged is read again at the next start",
		"in_flight_bytes", s.pipeline.Stats().InFlight)
}
