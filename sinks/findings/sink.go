package findings

import (
	"context"
	"time"

	"scrim/pipeline"
	"scrim/sinks/logfile"
)

// sink writes findings to a file.
type sink struct {
	*logfile.Writer
	encoder *encoder
}

// ReadsFindings asks for the findings.
func (*sink) ReadsFindings() bool { return true }

// Deliver writes the findings of the batches, all with the time of the call.
func (s *sink) Deliver(ctx context.Context, link *pipeline.Link, batches []*pipeline.Batch) ([]pipeline.Refused, error) {
	s.encoder.at(time.Now())
	return s.Writer.Deliver(ctx, link, batches)
}
