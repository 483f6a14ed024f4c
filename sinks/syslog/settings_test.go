package syslog

import (
	"strings"
	"testing"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

func TestProblems(t *testing.T) {
	for what, c := range map[string]struct {
		change func(*Settings)
		key    string // of the only problem; "-" for none
	}{
		"right":                     {func(*Settings) {}, "-"},
		"IPv6":                      {func(s *Settings) { s.Address = "[::1]:601" }, "-"},
		"no structured data":        {func(s *Settings) { s.StructuredDataID = "" }, "-"},
		"a number below a number":   {func(s *Settings) { s.StructuredDataID = "logs@32473.1" }, "-"},
		"every name":                {func(s *Settings) { s.Facility, s.Severity = "local7", "debug" }, "-"},
		"no address":                {func(s *Settings) { s.Address = "" }, ""},
		"no port":                   {func(s *Settings) { s.Address = "localhost" }, "address"},
		"a port alone":              {func(s *Settings) { s.Address = ":601" }, "address"},
		"unknown facility":          {func(s *Settings) { s.Facility = "local8" }, "facility"},
		"unknown severity":          {func(s *Settings) { s.Severity = "ERROR" }, "severity"},
		"blank in a name":           {func(s *Settings) { s.AppName = "my shop" }, "app_name"},
		"no name":                   {func(s *Settings) { s.AppName = "" }, "app_name"},
		"long name":                 {func(s *Settings) { s.AppName = strings.Repeat("x", 49) }, "app_name"},
		"umlaut in a hostname":      {func(s *Settings) { s.Hostname = "bär" }, "hostname"},
		"data without a number":     {func(s *Settings) { s.StructuredDataID = "scrim" }, "structured_data_id"},
		"data with a bracket":       {func(s *Settings) { s.StructuredDataID = "a]@1" }, "structured_data_id"},
		"data with a word":          {func(s *Settings) { s.StructuredDataID = "a@b" }, "structured_data_id"},
		"short messages":            {func(s *Settings) { s.MaxMessage = 100 }, "max_message"},
		"long messages":             {func(s *Settings) { s.MaxMessage = 1 << 30 }, "max_message"},
		"no time":                   {func(s *Settings) { s.Timeout = 0 }, "timeout"},
		"a certificate without key": {func(s *Settings) { s.TLS = &setting.TLS{CertFile: "c"} }, "tls.cert_file"},
	} {
		s := NewSettings().(*Settings)
		s.Address = "127.0.0.1:601"
		c.change(s)
		problems := s.Problems()
		switch {
		case c.key == "-":
			if len(problems) > 0 {
				t.Errorf("%s: %v", what, problems)
			}
		case len(problems) != 1 || problems[0].Key != c.key:
			t.Errorf("%s: %v, want one of %q", what, problems, c.key)
		}
	}
}

func TestOpenNeedsItsCertificates(t *testing.T) {
	s := NewSettings().(*Settings)
	s.Address, s.TLS = "127.0.0.1:601", &setting.TLS{CAFile: "there-is-none.pem"}
	if _, err := s.Open(pipeline.Environment{Name: "syslog"}); err == nil {
		t.Error("no error")
	}
}
