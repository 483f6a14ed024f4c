package stdin

import (
	"context"
	"errors"
	"io"
	"os"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// Settings of the source; there are none.
type Settings struct{}

// NewSettings are the settings of a configuration that says nothing.
func NewSettings() pipeline.SourceSettings { return &Settings{} }

// Problems finds none.
func (*Settings) Problems() []setting.Problem { return nil }

// IsSingle implements pipeline.Single.
func (*Settings) IsSingle() {}

// Open makes the source.
func (*Settings) Open(pipeline.Environment) (pipeline.Source, error) { return &Source{os.Stdin}, nil }

// Source reads lines.
type Source struct{ r io.Reader }

// Run reads until the input or ctx ends. A read that waits for somebody who
// writes is left behind then.
func (s *Source) Run(ctx context.Context, lanes *pipeline.Lanes) error {
	lane := lanes.Open(pipeline.Opening{Ack: func(pipeline.Mark) {}})
	defer lane.Close()
	ended := make(chan error, 1)
	go func() { ended <- read(ctx, lane.Text(0), s.r) }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
	}
	return errors.Join(err, lane.Drain(context.WithoutCancel(ctx)))
}

// read reads to the end.
func read(ctx context.Context, text *pipeline.Text, r io.Reader) error {
	for {
		_, err := text.Read(ctx, r)
		switch {
		case errors.Is(err, io.EOF):
			return text.End(ctx)
		case ctx.Err() != nil:
			return nil
		case err != nil:
			return err
		}
	}
}
