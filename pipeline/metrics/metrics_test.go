package metrics

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"scrim/pipeline"
)

// scrape reads a text as Prometheus does, and complains of what its linter does.
func scrape(t *testing.T, text []byte) map[string]*dto.MetricFamily {
	t.Helper()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("Prometheus does not read this: %v\n%s", err, text)
	}
	problems, err := promlint.New(bytes.NewReader(text)).Lint()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
	return families
}

// samples are the values of a family by their labels. A series that comes twice
// is an error, as it is for Prometheus.
func samples(t *testing.T, f *dto.MetricFamily) map[string]float64 {
	t.Helper()
	all := map[string]float64{}
	for _, m := range f.GetMetric() {
		key := ""
		for _, l := range m.Label {
			key += fmt.Sprintf("%s=%s ", l.GetName(), l.GetValue())
		}
		if _, twice := all[key]; twice {
			t.Errorf("%s{%s} comes twice", f.GetName(), key)
		}
		all[key] = m.GetCounter().GetValue() + m.GetGauge().GetValue()
	}
	return all
}

func partition(topic string, n int, acked, end int64) pipeline.LaneReport {
	return pipeline.LaneReport{Origin: pipeline.Origin{Source: "kafka", Topic: topic, Partition: n}, Acked: acked, End: end}
}

func file(path string, acked, end int64) pipeline.LaneReport {
	return pipeline.LaneReport{Origin: pipeline.Origin{Source: "file", Path: path}, Acked: acked, End: end}
}

func TestPrometheusReadsWhatAPipelineSays(t *testing.T) {
	m := New("1.2.3")
	m.Loaded("ab12", true)
	m.NotLoaded()
	stats := pipeline.Stats{
		State:    pipeline.Running,
		Findings: map[string]int64{"email": 3, "order-ref": 0},
		InFlight: 4096,
		Links: []pipeline.LinkReport{
			{Name: "kafka", Role: "source", Records: 10, Bytes: 1000, Lost: 7, Withheld: 2, Lanes: []pipeline.LaneReport{
				partition("raw", 11, 5, 9), partition("raw", 2, 9, 8), partition("raw", 3, -1, 8), partition("raw", 4, 8, -1),
			}},
			{Name: "file", Role: "source", Records: 1, Lanes: []pipeline.LaneReport{
				file("/var/log/a \"b\"\\c\nd.log", 10, 30), file("/var/log/\xff.log", 1, 2), file(`/var/log/\xff.log`, 1, 4),
			}},
			{Name: "otlp", Role: "sink", Records: 9, Bytes: 900, Refused: 1, Retries: 6, Down: true, Queue: 5},
			{Name: "dead_letter", Role: "dead_letter", Records: 3},
		},
	}
	families := scrape(t, m.Text(stats))
	for name, want := range map[string]map[string]float64{
		"scrim_config_info":                   {"sha256=ab12 ": 1},
		"scrim_config_last_reload_successful": {"": 0},
		"scrim_config_restart_needed":         {"": 1},
		"scrim_ready":                         {"": 0},
		"scrim_findings_total":                {"kind=email ": 3, "kind=order-ref ": 0},
		"scrim_in_flight_bytes":               {"": 4096},
		"scrim_dead_letter_records_total":     {"": 3},
		"scrim_source_records_total":          {"source=kafka ": 10, "source=file ": 1},
		"scrim_source_bytes_total":            {"source=kafka ": 1000, "source=file ": 0},
		"scrim_source_lost_records_total":     {"source=kafka ": 7, "source=file ": 0},
		"scrim_source_withheld_records_total": {"source=kafka ": 2, "source=file ": 0},
		"scrim_sink_records_total":            {"sink=otlp ": 9},
		"scrim_sink_bytes_total":              {"sink=otlp ": 900},
		"scrim_sink_refused_records_total":    {"sink=otlp ": 1},
		"scrim_sink_queue_batches":            {"sink=otlp ": 5},
		"scrim_up":                            {"role=source name=kafka ": 1, "role=source name=file ": 1, "role=sink name=otlp ": 0, "role=dead_letter name=dead_letter ": 1},
		"scrim_retries_total":                 {"role=source name=kafka ": 0, "role=source name=file ": 0, "role=sink name=otlp ": 6, "role=dead_letter name=dead_letter ": 0},
		"scrim_source_lag_records":            {"source=kafka topic=raw partition=11 ": 4, "source=kafka topic=raw partition=2 ": 0},
		"scrim_source_lag_bytes":              {"source=file path=/var/log/a \"b\"\\c\nd.log ": 20, `source=file path=/var/log/\xff.log `: 4},
		"scrim_source_open_files":             {"source=file ": 3},
	} {
		if families[name] == nil {
			t.Errorf("there is no %s", name)
			continue
		}
		if diff := cmp.Diff(want, samples(t, families[name])); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", name, diff)
		}
	}
	loaded := families["scrim_config_last_reload_success_timestamp_seconds"].Metric[0].GetGauge().GetValue()
	if ago := time.Since(time.UnixMilli(int64(loaded * 1000))); ago < -time.Minute || ago > time.Hour {
		t.Errorf("the configuration was loaded %v ago", ago)
	}
}

// TestFilesBeyondTheLimitAreOneSeries: those that lag most keep their own, and
// nothing of the sum is missing.
func TestFilesBeyondTheLimitAreOneSeries(t *testing.T) {
	const files = 3 * maxFiles
	link := pipeline.LinkReport{Name: "file", Role: "source"}
	sum := 0.0
	for i := range files {
		link.Lanes = append(link.Lanes, file(fmt.Sprintf("/log/%03d", i), 0, int64(i)))
		sum += float64(i)
	}
	text := New("1").Text(pipeline.Stats{Links: []pipeline.LinkReport{link}})
	got := samples(t, scrape(t, text)["scrim_source_lag_bytes"])
	if len(got) != maxFiles+1 {
		t.Errorf("%d series, want %d", len(got), maxFiles+1)
	}
	if got["source=file path=/log/299 "] != 299 || got["source=file path=/log/200 "] != 200 {
		t.Error("a file that lags most has no series")
	}
	for _, lag := range got {
		sum -= lag
	}
	if sum != 0 {
		t.Errorf("%v bytes of lag are missing", sum)
	}
}

func TestTimesOfBatchesAreCountedInBuckets(t *testing.T) {
	m := New("1")
	for _, d := range []time.Duration{0, time.Millisecond, time.Millisecond + 1, 40 * time.Millisecond, time.Hour} {
		m.Observe(d)
	}
	f := scrape(t, m.Text(pipeline.Stats{}))["scrim_batch_duration_seconds"]
	h := f.Metric[0].GetHistogram()
	below := map[float64]uint64{}
	for _, b := range h.Bucket {
		below[b.GetUpperBound()] = b.GetCumulativeCount()
	}
	if below[0.001] != 2 || below[0.0025] != 3 || below[0.025] != 3 || below[0.05] != 4 || below[300] != 4 || h.GetSampleCount() != 5 {
		t.Errorf("buckets: %v", below)
	}
	if got, want := h.GetSampleSum(), (time.Hour + 42*time.Millisecond + 1).Seconds(); got != want {
		t.Errorf("sum = %v, want %v", got, want)
	}
}

// TestObserveAllocatesNothing: it is called for every batch.
func TestObserveAllocatesNothing(t *testing.T) {
	m := New("1")
	if n := testing.AllocsPerRun(100, func() { m.Observe(3 * time.Millisecond) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
