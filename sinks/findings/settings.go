package findings

import (
	"scrim/pipeline"
	"scrim/pipeline/setting"
	"scrim/sinks/logfile"
)

// Settings is the table of a sink of type "findings". It has the keys of one of
// type "file".
type Settings logfile.Settings

// NewSettings returns the defaults, which are those of files.
func NewSettings() pipeline.SinkSettings {
	s := Settings(logfile.Defaults())
	return &s
}

// Problems is what is wrong with the settings.
func (s *Settings) Problems() []setting.Problem { return (*logfile.Settings)(s).Problems() }

// WritesPath implements pipeline.PathWriter.
func (s *Settings) WritesPath() string { return (*logfile.Settings)(s).WritesPath() }

// Open makes the sink.
func (s *Settings) Open(pipeline.Environment) (pipeline.Sink, error) {
	e := newEncoder()
	w, err := logfile.NewWriter(logfile.Settings(*s), e)
	if err != nil {
		return nil, err
	}
	return &sink{w, e}, nil
}
