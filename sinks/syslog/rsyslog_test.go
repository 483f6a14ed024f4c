package syslog

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// separator ends a message in the file that rsyslogd writes; it stands in none.
const separator = "\x1e"

// rsyslogd is a real server with a configuration of its own, writing to a file.
type rsyslogd struct {
	t           testing.TB
	program     string
	dir, output string
	port        string // free, chosen at the first start
	encryption  string // lines of configuration
	driver      string // parameters of the module
	process     *exec.Cmd
}

func newRsyslogd(t testing.TB) *rsyslogd {
	t.Helper()
	program, err := exec.LookPath("rsyslogd")
	if err != nil {
		if program = "/usr/sbin/rsyslogd"; !exists(program) {
			t.Skip("no rsyslogd here")
		}
	}
	dir := t.TempDir()
	r := &rsyslogd{t: t, program: program, dir: dir, output: filepath.Join(dir, "output"), port: "0"}
	t.Cleanup(func() {
		if r.process != nil {
			r.stop()
		}
	})
	return r
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// withTLS makes it demand TLS and a certificate of the same authority.
func (r *rsyslogd) withTLS(c *certificates) *rsyslogd {
	r.t.Helper()
	if found, _ := filepath.Glob("/usr/lib/*/rsyslog/lmnsd_gtls.so"); len(found) == 0 {
		r.t.Skip("no rsyslog-gnutls here")
	}
	r.encryption = fmt.Sprintf("global(defaultNetstreamDriverCAFile=%q defaultNetstreamDriverCertFile=%q defaultNetstreamDriverKeyFile=%q)\n",
		c.path("ca.pem"), c.path("server.pem"), c.path("server.key"))
	r.driver = `streamDriver.name="gtls" streamDriver.mode="1" streamDriver.authMode="x509/certvalid"`
	return r
}

const rsyslogConfiguration = `
global(workDirectory=%[1]q maxMessageSize="128k" parser.escapeControlCharactersOnReceive="off" parser.dropTrailingLFOnReception="off")
main_queue(queue.timeoutShutdown="20000")
%[4]s
module(load="imtcp" %[5]s)
template(name="all" type="string" string="%%syslogfacility-text%%.%%syslogseverity-text%% %%timereported:::date-rfc3339%% %%hostname%% %%app-name%% %%structured-data%% %%msg%%\036")
input(type="imtcp" address="127.0.0.1" port="%[2]s" listenPortFileName="%[1]s/port" ruleset="all")
ruleset(name="all") { action(type="omfile" file=%[3]q template="all") }
`

// start starts it and waits until it listens.
func (r *rsyslogd) start() {
	r.t.Helper()
	portFile := filepath.Join(r.dir, "port") // written if rsyslogd chooses
	text := fmt.Sprintf(rsyslogConfiguration, r.dir, r.port, r.output, r.encryption, r.driver)
	config := filepath.Join(r.dir, "rsyslog.conf")
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
	var log lockedBuffer
	r.process = exec.Command(r.program, "-n", "-f", config, "-i", filepath.Join(r.dir, "pid"))
	r.process.Stdout, r.process.Stderr = &log, &log
	if err := r.process.Start(); err != nil {
		r.t.Fatal(err)
	}
	waitUntil(r.t, "rsyslogd to listen", func() bool {
		if port, _ := os.ReadFile(portFile); r.port == "0" && len(port) > 0 {
			r.port = strings.TrimSpace(string(port))
		}
		conn, err := net.Dial("tcp", r.address())
		if err == nil {
			conn.Close()
		}
		return err == nil
	})
}

func (r *rsyslogd) address() string { return "127.0.0.1:" + r.port }

// stop ends it in good order.
func (r *rsyslogd) stop() {
	r.t.Helper()
	if err := r.process.Process.Signal(syscall.SIGTERM); err != nil {
		r.t.Error(err)
	}
	r.process.Wait()
	r.process = nil
}

// messages are those that it has written so far.
func (r *rsyslogd) messages() []string {
	text, err := os.ReadFile(r.output)
	if err != nil && !os.IsNotExist(err) {
		r.t.Fatal(err)
	}
	all := strings.Split(string(text), separator)
	return all[:len(all)-1]
}

func (r *rsyslogd) waitForMessages(n int) []string {
	r.t.Helper()
	waitUntil(r.t, fmt.Sprintf("%d messages", n), func() bool { return len(r.messages()) >= n })
	return r.messages()
}

// record is a line of a file at offset 7.
func record(value string) *pipeline.Batch {
	return &pipeline.Batch{
		Origin:  &pipeline.Origin{Source: "file", Path: `/var/log/"a]`},
		Records: []pipeline.Record{{Value: []byte(value), Position: 7}},
	}
}

func TestRsyslogReadsWhatIsWritten(t *testing.T) {
	r := newRsyslogd(t)
	r.start()
	s := open(t, r.address(), func(s *Settings) { s.MaxMessage = 100 << 10 })
	if err := s.Check(minute(t)); err != nil {
		t.Error(err)
	}
	const data = ` web-1 django [scrim@32473 source="file" path="/var/log/\"a\]" offset="7"] `
	long := strings.Repeat("0123456789abcdef", 4<<10)
	cases := []struct{ value, priority, message string }{
		{"INFO 2026-11-22 10:15:31 a [b] <c>", "local0.info", "INFO 2026-11-22 10:15:31 a [b] <c>"},
		{"CRITICAL: x", "local0.crit", "CRITICAL: x"},
		{"first\nsecond\r\n\tthird\n", "local0.info", "first\nsecond\r\n\tthird\n"},
		{"grüß 世界", "local0.info", byteOrderMark + "grüß 世界"},
		{"gr\xfc\xdf \xff\xfe", "local0.info", "gr\xfc\xdf \xff\xfe"},
		{long, "local0.info", long},
		{"\x1b[31mred\x1b[0m", "local0.info", "\x1b[31mred\x1b[0m"},
	}
	for _, c := range cases {
		mustDeliver(t, s, record(c.value))
	}
	s.Close()
	for i, got := range r.waitForMessages(len(cases)) {
		priority, rest, _ := strings.Cut(got, " ")
		_, rest, _ = strings.Cut(rest, " ") // the time
		message, ok := strings.CutPrefix(" "+rest, data)
		if want := cases[i]; !ok || priority != want.priority || message != want.message {
			t.Errorf("%d: %.200q, want %s %.100q", i, got, want.priority, want.message)
		}
	}
}

// TestRsyslogIsRestarted: whenever the server ends in good order, every line
// arrives at least once.
func TestRsyslogIsRestarted(t *testing.T) {
	t.Run("plain", func(t *testing.T) { restart(t, newRsyslogd(t), nil) })
	t.Run("TLS", func(t *testing.T) {
		c := newCertificates(t)
		restart(t, newRsyslogd(t).withTLS(c), c.settings(true))
	})
}

func restart(t *testing.T, r *rsyslogd, encryption *setting.TLS) {
	r.start()
	s := open(t, r.address(), func(s *Settings) { s.TLS = encryption })
	const rounds, deliveries, size = 3, 60, 500
	sent := 0
	for range rounds {
		half, done := make(chan struct{}), make(chan int, 1)
		go func() {
			defer close(done)
			for i := range deliveries {
				if i == deliveries/2 {
					close(half)
				}
				mustDeliver(t, s, lines(sent+i*size, size))
			}
			done <- deliveries * size
		}()
		<-half
		r.stop()
		r.start()
		sent += <-done
	}
	s.Close()
	waitUntil(t, "the last line", func() bool {
		all := r.messages()
		n, ok := number(all[len(all)-1])
		return ok && n == sent-1
	})
	wantEach(t, r.messages(), sent)
}

func TestRsyslogWithTLS(t *testing.T) {
	c := newCertificates(t)
	r := newRsyslogd(t).withTLS(c)
	r.start()
	s := open(t, r.address(), func(s *Settings) { s.TLS = c.settings(true) })
	if err := s.Check(minute(t)); err != nil {
		t.Error(err)
	}
	const n = 5000
	mustDeliver(t, s, lines(0, n))
	s.Close()
	wantNumbers(t, r.waitForMessages(n), 0, n)
	for what, change := range map[string]*setting.TLS{"its certificate is not trusted": {}, "it wants a certificate": c.settings(false), "not encrypted": nil} {
		s := open(t, r.address(), func(s *Settings) { s.TLS = change })
		if err := s.Check(minute(t)); err == nil && change != nil {
			t.Errorf("%s: no error", what)
		}
	}
}
