package syslog

import (
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// Settings is the table of a sink of type syslog.
type Settings struct {
	// Address is "host:port".
	Address string `toml:"address"`
	// TLS, if it is there, encrypts the connection (RFC 5425).
	TLS *setting.TLS `toml:"tls"`
	// Facility is one of Facilities; Severity, one of Severities, is that of
	// lines that do not say theirs.
	Facility string `toml:"facility"`
	Severity string `toml:"severity"`
	// AppName is what the logs are from. Hostname, if it is empty, is that of
	// the machine.
	AppName  string `toml:"app_name"`
	Hostname string `toml:"hostname"`
	// StructuredDataID is the name of the element that says where a record
	// comes from, with a private enterprise number; empty for no such element.
	StructuredDataID string `toml:"structured_data_id"`
	// MaxMessage is how long a message may be, header and all.
	MaxMessage setting.Size `toml:"max_message"`
	// Timeout is for connecting.
	Timeout setting.Duration `toml:"timeout"`
}

// Facilities are the names of facilities, by their numbers.
var Facilities = []string{
	"kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp", "audit",
	"alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
}

// Severities are the names of severities, by their numbers.
var Severities = []string{"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"}

const (
	defaultTimeout = 10 * time.Second
	// defaultMaxMessage is far more than a line has, and less than what servers
	// can be told to take.
	defaultMaxMessage = 64 << 10
	// minMessage is what every server takes (RFC 5424, 6.1).
	minMessage = 480
	// maxMessage bounds the memory of a message. No record is larger.
	maxMessage = 2 << 20
	// defaultStructuredDataID has the number that is reserved for examples
	// (RFC 5612), as scrim has none of its own.
	defaultStructuredDataID = "scrim@32473"
)

// NewSettings returns the defaults.
func NewSettings() pipeline.SinkSettings {
	return &Settings{
		Facility:         "local0",
		Severity:         "info",
		AppName:          "django",
		StructuredDataID: defaultStructuredDataID,
		MaxMessage:       defaultMaxMessage,
		Timeout:          setting.Duration(defaultTimeout),
	}
}

// The longest names that RFC 5424 allows.
const (
	maxHostname = 255
	maxAppName  = 48
	maxSDName   = 32
)

// Problems is what is wrong with the settings.
func (s *Settings) Problems() []setting.Problem {
	var all setting.Problems
	host, port, err := net.SplitHostPort(s.Address)
	all.AddIf(s.Address == "", "", "a sink of type syslog needs address", `write it as in "logs.example.com:6514"`)
	all.AddIf(s.Address != "" && (err != nil || host == "" || port == ""), "address", "this is not an address", `write it as in "logs.example.com:6514"`)
	all.AddIf(!slices.Contains(Facilities, s.Facility), "facility", "there is no such facility", "one of "+strings.Join(Facilities, ", "))
	all.AddIf(!slices.Contains(Severities, s.Severity), "severity", "there is no such severity", "one of "+strings.Join(Severities, ", "))
	all.AddIf(!isField(s.AppName, maxAppName), "app_name", "a name has 1 to 48 characters of ASCII without blanks", "")
	all.AddIf(s.Hostname != "" && !isField(s.Hostname, maxHostname), "hostname", "a name has 1 to 255 characters of ASCII without blanks", "")
	all.AddIf(s.StructuredDataID != "" && !isSDName(s.StructuredDataID), "structured_data_id",
		"this is no name of structured data with a private enterprise number", `write it as in "scrim@32473"`)
	all.AddIf(s.MaxMessage < minMessage || s.MaxMessage > maxMessage, "max_message", "a message is between 480 bytes and 2MiB", "")
	all.AddIf(s.Timeout <= 0, "timeout", "the timeout must be positive", "")
	return append(all, s.TLS.Problems("tls")...)
}

// isField tells whether RFC 5424 takes a text as a field of the header.
func isField(text string, longest int) bool {
	for _, c := range []byte(text) {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return 0 < len(text) && len(text) <= longest
}

func isSDName(text string) bool {
	name, number, _ := strings.Cut(text, "@")
	return isField(text, maxSDName) && !strings.ContainsAny(text, `="]`) && name != "" && isNumber(number)
}

// isNumber tells whether a text is a private enterprise number, maybe with
// numbers below it.
func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789.") == "" && text[0] != '.'
}

// Open reads the certificates.
func (s *Settings) Open(env pipeline.Environment) (pipeline.Sink, error) {
	encryption, err := s.TLS.Config()
	if err != nil {
		return nil, err
	}
	if encryption != nil && encryption.ServerName == "" {
		host, _, err := net.SplitHostPort(s.Address)
		if err != nil {
			return nil, fmt.Errorf("cannot use the address of %s: %w", env.Name, err)
		}
		encryption.ServerName = host
	}
	return &sink{
		format:   s.newFormat(),
		largest:  int(s.MaxMessage),
		dialer:   dialer{address: s.Address, tls: encryption, timeout: time.Duration(s.Timeout)},
		patience: patience,
	}, nil
}

func (s *Settings) newFormat() *format {
	hostname := s.Hostname
	if hostname == "" {
		hostname, _ = os.Hostname()
	}
	if !isField(hostname, maxHostname) {
		hostname = nilValue
	}
	return &format{
		facility: slices.Index(Facilities, s.Facility),
		severity: slices.Index(Severities, s.Severity),
		names:    " " + hostname + " " + s.AppName + " " + nilValue + " " + nilValue + " ",
		sdID:     s.StructuredDataID,
	}
}
