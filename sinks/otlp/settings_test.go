package otlp

import (
	"os"
	"path/filepath"
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
		"right":                   {func(*Settings) {}, "-"},
		"https with TLS":          {func(s *Settings) { s.Endpoint, s.TLS = "https://h:4318", &setting.TLS{} }, "-"},
		"no endpoint":             {func(s *Settings) { s.Endpoint = "" }, ""},
		"no scheme":               {func(s *Settings) { s.Endpoint = "localhost:4318" }, "endpoint"},
		"gRPC":                    {func(s *Settings) { s.Endpoint = "grpc://h:4317" }, "endpoint"},
		"no URL":                  {func(s *Settings) { s.Endpoint = "http://h:port" }, "endpoint"},
		"password in the URL":     {func(s *Settings) { s.Endpoint = "http://u:secret@h" }, "endpoint"},
		"key in the query":        {func(s *Settings) { s.Endpoint = "http://h/?key=secret" }, "endpoint"},
		"TLS without https":       {func(s *Settings) { s.TLS = &setting.TLS{} }, "tls"},
		"half of a certificate":   {func(s *Settings) { s.Endpoint, s.TLS = "https://h", &setting.TLS{CertFile: "c"} }, "tls.cert_file"},
		"unknown compression":     {func(s *Settings) { s.Compression = "zstd" }, "compression"},
		"no time":                 {func(s *Settings) { s.Timeout = 0 }, "timeout"},
		"small requests":          {func(s *Settings) { s.MaxRequest = 100 }, "max_request"},
		"large requests":          {func(s *Settings) { s.MaxRequest = 1 << 30 }, "max_request"},
		"secret in a header":      {func(s *Settings) { s.Headers = map[string]string{"authorization": "secret"} }, "headers.authorization"},
		"no name of a header":     {func(s *Settings) { s.Headers = map[string]string{"a b": "c"} }, "headers.a b"},
		"no value of a header":    {func(s *Settings) { s.Headers = map[string]string{"a": "b\nc"} }, "headers.a"},
		"a header of HTTP":        {func(s *Settings) { s.HeaderEnv = map[string]string{"Host": "A"} }, "header_env.Host"},
		"no name of a variable":   {func(s *Settings) { s.HeaderEnv = map[string]string{"A": "Bearer plainly-fake"} }, "header_env.A"},
		"no variable":             {func(s *Settings) { s.HeaderEnv = map[string]string{"A": ""} }, "header_env.A"},
		"no file":                 {func(s *Settings) { s.HeaderFile = map[string]setting.Path{"A": ""} }, "header_file.A"},
		"a header twice":          {func(s *Settings) { s.Headers = map[string]string{"a": "b"}; s.HeaderEnv = map[string]string{"A": "B"} }, "header_env.A"},
		"an attribute with a key": {func(s *Settings) { s.Attributes = map[string]string{serviceName: "b"} }, "attributes.service.name"},
		"an attribute without":    {func(s *Settings) { s.Attributes = map[string]string{"": "b"} }, "attributes"},
	} {
		s := NewSettings().(*Settings)
		s.Endpoint = "http://127.0.0.1:4318"
		c.change(s)
		problems := s.Problems()
		switch {
		case c.key == "-":
			if len(problems) > 0 {
				t.Errorf("%s: %v", what, problems)
			}
		case len(problems) != 1 || problems[0].Key != c.key || strings.Contains(problems[0].Msg+problems[0].Hint, "secret@"):
			t.Errorf("%s: %v, want one of %q", what, problems, c.key)
		}
	}
}

func TestSecretsOfHeaders(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) setting.Path {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return setting.Path(path)
	}
	s := NewSettings().(*Settings)
	s.Endpoint = "http://h"
	s.HeaderFile = map[string]setting.Path{"Api-Key": write("key", "not-a-real-one\n")}
	h, err := s.header("1")
	if err != nil || h.Get("Api-Key") != "not-a-real-one" {
		t.Errorf("%v, %v", h, err)
	}
	t.Setenv("OTLP_TEST_EMPTY", "")
	t.Setenv("OTLP_TEST_LINES", "hidden\nhidden")
	for what, change := range map[string]func(*Settings){
		"variable that is not set": func(s *Settings) { s.HeaderEnv = map[string]string{"A": "OTLP_TEST_NOT_SET"} },
		"empty variable":           func(s *Settings) { s.HeaderEnv = map[string]string{"A": "OTLP_TEST_EMPTY"} },
		"line end in a variable":   func(s *Settings) { s.HeaderEnv = map[string]string{"A": "OTLP_TEST_LINES"} },
		"no such file":             func(s *Settings) { s.HeaderFile = map[string]setting.Path{"A": setting.Path(dir + "/no")} },
		"empty file":               func(s *Settings) { s.HeaderFile = map[string]setting.Path{"A": write("empty", "\n")} },
		"line end in a file":       func(s *Settings) { s.HeaderFile = map[string]setting.Path{"A": write("lines", "hidden\nhidden\n")} },
	} {
		s := NewSettings().(*Settings)
		s.Endpoint = "http://h"
		change(s)
		_, err := s.Open(pipeline.Environment{})
		if err == nil || strings.Contains(err.Error(), "hidden") || strings.Contains(err.Error(), "%!") {
			t.Errorf("%s: %v", what, err)
		}
	}
}
