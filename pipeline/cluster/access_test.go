package cluster

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"scrim/pipeline/setting"
)

// plainlyFake is a password where none belongs.
const plainlyFake = "plainly-fake-password"

func TestAccessProblems(t *testing.T) {
	ok := []string{"kafka:9092"}
	for _, test := range []struct {
		name   string
		access Access
		keys   string
	}{
		{"plain", Access{Brokers: ok}, ""},
		{"all", Access{Brokers: ok, TLS: &setting.TLS{}, SASL: &SASL{Mechanism: Plain, User: "u", PasswordEnv: "P"}}, ""},
		{"no broker", Access{}, "brokers"},
		{"no port, no host, a strange port", Access{Brokers: []string{"kafka", ":9092", "kafka:none"}}, "brokers brokers brokers"},
		{"an address with a password", Access{Brokers: []string{"kafka://u:fake-password@kafka:9092", "u:fake-password@kafka:9092", "fake-password@kafka:9092"}}, "brokers brokers brokers"},
		{"half a certificate", Access{Brokers: ok, TLS: &setting.TLS{KeyFile: "k"}}, "tls.key_file"},
		{"nothing of SASL", Access{Brokers: ok, SASL: &SASL{}}, "sasl.mechanism sasl.user sasl"},
		{"unknown mechanism", Access{Brokers: ok, SASL: &SASL{Mechanism: "GSSAPI", User: "u", PasswordFile: "f"}}, "sasl.mechanism"},
		{"two passwords", Access{Brokers: ok, SASL: &SASL{Mechanism: Plain, User: "u", PasswordEnv: "P", PasswordFile: "f"}}, "sasl.password_file"},
		{"a password in place of its variable", Access{Brokers: ok, SASL: &SASL{Mechanism: Plain, User: "u", PasswordEnv: plainlyFake}}, "sasl.password_env"},
		{"a password in an address", Access{Brokers: []string{"u:" + plainlyFake + "@kafka:9092"}}, "brokers"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var keys []string
			for _, p := range test.access.Problems() {
				if strings.Contains(p.Msg+p.Hint, "fake-password") {
					t.Errorf("the password is in %q", p.Msg)
				}
				keys = append(keys, p.Key)
				if strings.Contains(p.Msg+p.Hint, plainlyFake) {
					t.Errorf("%s shows a password", p.Key)
				}
			}
			if got := strings.Join(keys, " "); got != test.keys {
				t.Fatalf("got problems with %q, want %q", got, test.keys)
			}
		})
	}
}

// TestMissingPasswordFilesAreNotNamed: the password may stand in place of the name.
func TestMissingPasswordFilesAreNotNamed(t *testing.T) {
	_, err := (&SASL{PasswordFile: plainlyFake}).password()
	if err == nil || strings.Contains(err.Error(), plainlyFake) {
		t.Errorf("got %v", err)
	}
}

func TestPassword(t *testing.T) {
	file := filepath.Join(t.TempDir(), "password")
	write := func(text string) {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := &SASL{PasswordFile: setting.Path(file)}
	for text, want := range map[string]string{"fake": "fake", "fake\n": "fake", "fake\r\n": "fake", " fa ke ": " fa ke ", "fake\n\n": "fake\n"} {
		write(text)
		if got, err := s.password(); err != nil || got != want {
			t.Errorf("file %q: got %q, %v", text, got, err)
		}
	}
	write("\n")
	if _, err := s.password(); err == nil {
		t.Error("an empty password is taken")
	}
	t.Setenv("SCRIM_TEST_PASSWORD", "fake too")
	s = &SASL{PasswordEnv: "SCRIM_TEST_PASSWORD"}
	if got, err := s.password(); err != nil || got != "fake too" {
		t.Errorf("got %q, %v", got, err)
	}
	if _, err := (&SASL{PasswordEnv: "SCRIM_TEST_NOTHING"}).password(); err == nil {
		t.Error("a variable that is not set is taken")
	}
}

// TestAConnectionThatIsClosedIsExplained: a broker closes it at once for what it
// does not understand, and says nothing.
func TestAConnectionThatIsClosedIsExplained(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = connection.Read(make([]byte, 64<<10)) // all, or it is a reset
			connection.Close()
		}
	}()
	t.Setenv("SCRIM_TEST_PASSWORD", "fake")
	user := &SASL{Mechanism: Plain, User: "fake", PasswordEnv: "SCRIM_TEST_PASSWORD"}
	for want, access := range map[string]Access{
		"may speak no TLS":    {TLS: &setting.TLS{}, SASL: user},
		"may want a user":     {},
		"no port for clients": {SASL: user},
	} {
		access.Brokers = []string{listener.Addr().String()}
		c, err := New(access)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		if err := c.Check(t.Context(), nil); !strings.Contains(setting.HintOf(err), want) {
			t.Errorf("got %v, whose hint does not say %q", err, want)
		}
	}
}
