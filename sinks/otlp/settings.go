package otlp

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/http/httpguts"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// Settings is the table of a sink of type otlp.
type Settings struct {
	// Endpoint is the address of the receiver. Without a path, /v1/logs is
	// meant.
	Endpoint string `toml:"endpoint"`
	// Headers are sent with every request. Secrets belong in the environment
	// variables that HeaderEnv, or the files that HeaderFile names.
	Headers    map[string]string       `toml:"headers"`
	HeaderEnv  map[string]string       `toml:"header_env"`
	HeaderFile map[string]setting.Path `toml:"header_file"`
	// Compression is that of requests, one of Compressions.
	Compression string `toml:"compression"`
	// Timeout is for one request with its reply.
	Timeout setting.Duration `toml:"timeout"`
	// MaxRequest is how large a request may be before compression. A larger
	// record is sent alone.
	MaxRequest setting.Size `toml:"max_request"`
	// ServiceName and Attributes describe what the logs are from.
	ServiceName string            `toml:"service_name"`
	Attributes  map[string]string `toml:"attributes"`
	TLS         *setting.TLS      `toml:"tls"`
}

// The values of Settings.Compression.
const (
	compressGzip = "gzip"
	compressNone = "none"
)

// Compressions are all of them.
var Compressions = []string{compressGzip, compressNone}

const (
	// defaultTimeout is that of OpenTelemetry's exporters.
	defaultTimeout = 10 * time.Second
	// defaultMaxRequest is what most receivers take at least.
	defaultMaxRequest = 4 << 20
	// minRequest is below what a limit makes more requests than sense.
	minRequest = 16 << 10
	// maxRequest bounds the memory that a request takes.
	maxRequest = 64 << 20
)

// NewSettings returns the defaults.
func NewSettings() pipeline.SinkSettings {
	return &Settings{
		Compression: compressGzip,
		Timeout:     setting.Duration(defaultTimeout),
		MaxRequest:  defaultMaxRequest,
		ServiceName: "django",
	}
}

// Problems is what is wrong with the settings.
func (s *Settings) Problems() []setting.Problem {
	var p problems
	s.endpointProblems(&p)
	s.headerProblems(&p)
	if !slices.Contains(Compressions, s.Compression) {
		p.add("compression", "this is no compression of OTLP", "one of "+strings.Join(Compressions, ", "))
	}
	if s.Timeout <= 0 {
		p.add("timeout", "the timeout must be positive", "")
	}
	if s.MaxRequest < minRequest || s.MaxRequest > maxRequest {
		p.add("max_request", "a request is between 16KiB and 64MiB", "")
	}
	for _, name := range slices.Sorted(maps.Keys(s.Attributes)) {
		switch name {
		case "":
			p.add("attributes", "an attribute has no name", "")
		case serviceName:
			p.add("attributes."+name, "this attribute is service_name", "set service_name instead")
		}
	}
	return append(p, s.TLS.Problems("tls")...)
}

type problems []setting.Problem

func (p *problems) add(key, msg, hint string) {
	*p = append(*p, setting.Problem{Key: key, Msg: msg, Hint: hint})
}

const endpointHint = `write it as in "http://127.0.0.1:4318"`

func (s *Settings) endpointProblems(p *problems) {
	u, err := url.Parse(s.Endpoint)
	switch {
	case s.Endpoint == "":
		p.add("", "a sink of type otlp needs endpoint", endpointHint)
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		p.add("endpoint", "this is not the address of an OTLP receiver over HTTP", endpointHint)
	case u.User != nil || u.RawQuery != "" || u.Fragment != "":
		p.add("endpoint", "an endpoint has no user, query or fragment", "credentials belong in header_env or header_file")
	case u.Scheme == "http" && s.TLS != nil:
		p.add("tls", "the endpoint is not encrypted", `write the endpoint with "https://"`)
	}
}

// credentialHeaders are headers that are a secret whenever they are there.
var credentialHeaders = []string{"authorization", "proxy-authorization", "cookie", "api-key", "x-api-key", "dd-api-key"}

// ownHeaders are those that the sink or HTTP sets.
var ownHeaders = []string{"content-type", "content-encoding", "content-length", "transfer-encoding", "connection", "host"}

func (s *Settings) headerProblems(p *problems) {
	seen := map[string]bool{}
	check := func(table, name string) {
		key, lower := table+"."+name, strings.ToLower(name)
		switch {
		case !httpguts.ValidHeaderFieldName(name):
			p.add(key, "this is no name of a header", "")
		case slices.Contains(ownHeaders, lower):
			p.add(key, "this header is not for the configuration to set", "")
		case seen[lower]:
			p.add(key, "this header is set twice", "")
		}
		seen[lower] = true
	}
	for _, name := range slices.Sorted(maps.Keys(s.Headers)) {
		check("headers", name)
		switch {
		case slices.Contains(credentialHeaders, strings.ToLower(name)):
			p.add("headers."+name, "a configuration holds no secrets", "name an environment variable in header_env, or a file in header_file")
		case !httpguts.ValidHeaderFieldValue(s.Headers[name]):
			p.add("headers."+name, "this cannot be the value of a header", "")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.HeaderEnv)) {
		check("header_env", name)
		if !setting.IsVariableName(s.HeaderEnv[name]) {
			p.add("header_env."+name, "this value is not the name of an environment variable", setting.VariableHint)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.HeaderFile)) {
		check("header_file", name)
		if s.HeaderFile[name] == "" {
			p.add("header_file."+name, "this is the path of a file, and empty", "")
		}
	}
}
