package metrics

import (
	"runtime"
	"sync"
	"time"

	"scrim/pipeline"
)

// Metrics is what is to be known of a pipeline beside its Stats. Its methods may
// be called concurrently.
type Metrics struct {
	version string
	batches durations

	mu            sync.Mutex
	configuration string    // the hash of the one that runs
	loaded        time.Time // when it was
	failed        bool      // a later one was wrong
	restart       bool      // it has changed what only a restart changes
}

// New makes the metrics of a version of scrim.
func New(version string) *Metrics { return &Metrics{version: version} }

// Observe counts a batch that took d from being read until every sink had it. It
// is cheap.
func (m *Metrics) Observe(d time.Duration) { m.batches.observe(d) }

// Loaded says which configuration runs from now on, by the hash of its file, and
// whether a part of it waits for a restart.
func (m *Metrics) Loaded(sha256 string, restart bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.configuration, m.loaded, m.failed, m.restart = sha256, time.Now(), false, restart
}

// NotLoaded says that a configuration was to be loaded and was wrong.
func (m *Metrics) NotLoaded() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.failed = true
}

// Text is what Prometheus reads.
func (m *Metrics) Text(s pipeline.Stats) []byte {
	var e exposition
	m.writeProgram(&e)
	writePipeline(&e, &s)
	writeSources(&e, of(s.Links, "source"))
	writeSinks(&e, of(s.Links, "sink"))
	writeLinks(&e, s.Links)
	writeLags(&e, of(s.Links, "source"))
	e.family("scrim_batch_duration_seconds", histogram, "Time of a batch from being read until every sink has it.")
	e.distribution(&m.batches)
	return e.text
}

// writeProgram writes what is to be known of the program and its configuration.
func (m *Metrics) writeProgram(e *exposition) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e.family("scrim_build_info", gauge, "The version that runs; always 1.")
	e.sample(1, label{"version", m.version}, label{"goversion", runtime.Version()})
	e.family("scrim_config_info", gauge, "The SHA-256 of the configuration that runs; always 1.")
	e.sample(1, label{"sha256", m.configuration})
	e.family("scrim_config_last_reload_successful", gauge, "Whether the last attempt to load the configuration worked.")
	e.sample(truth(!m.failed))
	e.family("scrim_config_last_reload_success_timestamp_seconds", gauge, "When the configuration that runs was loaded.")
	e.sample(float64(m.loaded.UnixMilli()) / 1000)
	e.family("scrim_config_restart_needed", gauge, "Whether the configuration has changes that need a restart.")
	e.sample(truth(m.restart))
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// of are the links of a role.
func of(links []pipeline.LinkReport, role string) (all []pipeline.LinkReport) {
	for _, l := range links {
		if l.Role == role {
			all = append(all, l)
		}
	}
	return all
}

func writePipeline(e *exposition, s *pipeline.Stats) {
	e.family("scrim_ready", gauge, "Whether the pipeline runs and nothing of it waits, as /readyz says.")
	e.sample(truth(s.Ready()))
	e.family("scrim_findings_total", counter, "Values that were masked, by kind.")
	for _, kind := range sorted(s.Findings) {
		e.sample(float64(s.Findings[kind]), label{"kind", kind})
	}
	e.family("scrim_in_flight_bytes", gauge, "Bytes that were read and are not acknowledged by every sink.")
	e.sample(float64(s.InFlight))
	e.family("scrim_dead_letter_records_total", counter, "Records of which the dead letter has a letter.")
	for _, l := range of(s.Links, "dead_letter") {
		e.sample(float64(l.Records))
	}
}

// each writes a family with a sample for each link, labelled with its role.
func each(e *exposition, links []pipeline.LinkReport, name, kind, help string, value func(*pipeline.LinkReport) int64) {
	e.family(name, kind, help)
	for i := range links {
		e.sample(float64(value(&links[i])), label{links[i].Role, links[i].Name})
	}
}

func writeSources(e *exposition, sources []pipeline.LinkReport) {
	each(e, sources, "scrim_source_records_total", counter, "Records that a source has read.",
		func(l *pipeline.LinkReport) int64 { return l.Records })
	each(e, sources, "scrim_source_bytes_total", counter, "Bytes of the records that a source has read, before redaction.",
		func(l *pipeline.LinkReport) int64 { return l.Bytes })
	each(e, sources, "scrim_source_withheld_records_total", counter, "Records of a source that were withheld, since detection failed on them or their key may not be shown.",
		func(l *pipeline.LinkReport) int64 { return l.Withheld })
	each(e, sources, "scrim_source_lost_records_total", counter, "Records that were deleted, as by retention, before a source has read them.",
		func(l *pipeline.LinkReport) int64 { return l.Lost })
}

func writeSinks(e *exposition, sinks []pipeline.LinkReport) {
	each(e, sinks, "scrim_sink_records_total", counter, "Records that a sink has acknowledged.",
		func(l *pipeline.LinkReport) int64 { return l.Records })
	each(e, sinks, "scrim_sink_bytes_total", counter, "Bytes of the records that a sink has acknowledged, before redaction.",
		func(l *pipeline.LinkReport) int64 { return l.Bytes })
	each(e, sinks, "scrim_sink_refused_records_total", counter, "Records that a sink's other end does not take.",
		func(l *pipeline.LinkReport) int64 { return l.Refused })
	each(e, sinks, "scrim_sink_queue_batches", gauge, "Batches that wait for a sink.",
		func(l *pipeline.LinkReport) int64 { return int64(l.Queue) })
}

// writeLinks writes what sources, sinks and the dead letter have in common.
func writeLinks(e *exposition, links []pipeline.LinkReport) {
	e.family("scrim_up", gauge, "Whether a source or sink works; 0 while it waits for its other end.")
	for _, l := range links {
		e.sample(truth(!l.Down), label{"role", l.Role}, label{"name", l.Name})
	}
	e.family("scrim_retries_total", counter, "Attempts of a source or sink that failed and are repeated.")
	for _, l := range links {
		e.sample(float64(l.Retries), label{"role", l.Role}, label{"name", l.Name})
	}
}
