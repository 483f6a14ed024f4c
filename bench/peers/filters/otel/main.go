package main

import (
	"bytes"
	"context"
	"fmt"
	"os"

	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/redactionprocessor"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/processor"
	metricnoop "go.opentelemetry.io/otel/metric/noop"
	tracenoop "go.opentelemetry.io/otel/trace/noop"
	"go.uber.org/zap"

	"scrim/bench/peers/lines"
	"scrim/bench/peers/rules"
)

func main() {
	redact, err := newRedact()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	lines.Main(redact)
}

// newRedact builds the processor as a collector does, with a consumer behind
// it that keeps the batch. The processor has no rules of its own; it is given
// ours as blocked values.
func newRedact() (lines.Redact, error) {
	ctx := context.Background()
	var after plog.Logs
	next, err := consumer.NewLogs(func(_ context.Context, batch plog.Logs) error {
		after = batch
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("cannot make the consumer: %w", err)
	}
	factory := redactionprocessor.NewFactory()
	cfg := &redactionprocessor.Config{AllowAllKeys: true, BlockedValues: rules.Patterns, Summary: "silent"}
	p, err := factory.CreateLogs(ctx, quiet(factory.Type()), cfg, next)
	if err != nil {
		return nil, fmt.Errorf("cannot make the processor: %w", err)
	}
	return func(dst, block []byte) []byte {
		if err := p.ConsumeLogs(ctx, records(block)); err != nil {
			// The next consumer never fails, so this is the processor's doing.
			panic(err)
		}
		return appendBodies(dst, after, block[len(block)-1] == '\n')
	}, nil
}

// quiet are settings without logs, metrics and traces of the processor's own.
func quiet(of component.Type) processor.Settings {
	return processor.Settings{
		ID: component.NewID(of),
		TelemetrySettings: component.TelemetrySettings{
			Logger:         zap.NewNop(),
			MeterProvider:  metricnoop.NewMeterProvider(),
			TracerProvider: tracenoop.NewTracerProvider(),
		},
	}
}

// records makes a batch with one record for each line.
func records(block []byte) plog.Logs {
	batch := plog.NewLogs()
	all := batch.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords()
	all.EnsureCapacity(bytes.Count(block, []byte("\n")) + 1)
	for line := range bytes.Lines(block) {
		all.AppendEmpty().Body().SetStr(string(bytes.TrimSuffix(line, []byte("\n"))))
	}
	return batch
}

// appendBodies writes the records as lines; ended says if the last has a line
// end.
func appendBodies(dst []byte, batch plog.Logs, ended bool) []byte {
	all := batch.ResourceLogs().At(0).ScopeLogs().At(0).LogRecords()
	for i := range all.Len() {
		dst = append(append(dst, all.At(i).Body().Str()...), '\n')
	}
	if !ended {
		dst = dst[:len(dst)-1]
	}
	return dst
}
