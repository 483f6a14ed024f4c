package otlp

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"

	"scrim/pipeline"
)

// sink is an open sink.
type sink struct {
	settings *Settings
	version  string
	endpoint string
	url      *url.URL
	header   http.Header
	// transport is used without an http.Client: that would follow redirects.
	transport *http.Transport
	timeout   time.Duration

	request *request
	body    *body
	limit   int  // bytes of a request before compression
	checked bool // Check's request was taken

	rejected int64     // records, since the last line in the log
	nextLog  time.Time // not before
}

// defaultPath is where OTLP receivers take logs.
const defaultPath = "/v1/logs"

// maxIdle is shorter than receivers and what stands before them keep an idle
// connection, so that it is seldom closed while a request is on its way.
const maxIdle = 30 * time.Second

// Open reads the headers' secrets and the certificates.
func (s *Settings) Open(env pipeline.Environment) (pipeline.Sink, error) {
	u, err := url.Parse(s.Endpoint)
	if err != nil {
		return nil, fmt.Errorf("cannot use the endpoint of %s: %w", env.Name, err)
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = defaultPath
	}
	header, err := s.header(env.Version)
	if err != nil {
		return nil, err
	}
	encryption, err := s.TLS.Config()
	if err != nil {
		return nil, err
	}
	return &sink{
		settings: s,
		version:  env.Version,
		endpoint: u.String(),
		url:      u,
		header:   header,
		transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			TLSClientConfig:     encryption,
			MaxIdleConnsPerHost: 1,
			IdleConnTimeout:     maxIdle,
			DisableCompression:  true,
		},
		timeout: time.Duration(s.Timeout),
		request: newRequest(s.resourceFields(), scopeFields(env.Version)),
		body:    newBody(s.Compression),
		limit:   int(s.MaxRequest),
	}, nil
}

// Close closes the connection.
func (s *sink) Close() error {
	s.transport.CloseIdleConnections()
	return nil
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
