package cluster

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kadm"
	"github.com/twmb/franz-go/pkg/kgo"

	"scrim/pipeline"
	"scrim/pipeline/setting"
)

// realBroker is the address of a broker beside the one of its plain listener, or
// skips the test. The broker asks for SASL one port further, for a client's
// certificate two, and for SASL within TLS four; its files are in
// SCRIM_KAFKA_DIR.
func realBroker(t *testing.T, further int) string {
	t.Helper()
	plain := os.Getenv("SCRIM_KAFKA")
	if plain == "" {
		t.Skip("needs a Kafka broker: set SCRIM_KAFKA to its address and SCRIM_KAFKA_DIR to its folder")
	}
	host, port, err := net.SplitHostPort(plain)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return net.JoinHostPort(host, strconv.Itoa(n+further))
}

func TestRealBrokerLetsUsIn(t *testing.T) {
	realBroker(t, 0)
	folder := filepath.Join(os.Getenv("SCRIM_KAFKA_DIR"), "tls")
	file := func(name string) setting.Path { return setting.Path(filepath.Join(folder, name)) }
	t.Setenv("SCRIM_TEST_ALICE", "alice-secret")
	t.Setenv("SCRIM_TEST_BOB", "bob-secret")
	alice := &SASL{Mechanism: Plain, User: "alice", PasswordEnv: "SCRIM_TEST_ALICE"}
	bob := &SASL{Mechanism: ScramSHA512, User: "bob", PasswordEnv: "SCRIM_TEST_BOB"}
	ours := &setting.TLS{CAFile: file("ca.pem"), CertFile: file("client.crt"), KeyFile: file("client.key")}
	const setup, passes = "setup", "passes"
	for _, test := range []struct {
		name    string
		further int
		access  Access
		fails   string // how: setup for what no waiting mends
		says    string
	}{
		{"plain", 0, Access{}, "", ""},
		{"PLAIN", 1, Access{SASL: alice}, "", ""},
		{"SCRAM", 1, Access{SASL: bob}, "", ""},
		{"wrong password", 1, Access{SASL: &SASL{Mechanism: Plain, User: "alice", PasswordEnv: "SCRIM_TEST_BOB"}}, setup, "PLAIN"},
		{"wrong password of SCRAM", 1, Access{SASL: &SASL{Mechanism: ScramSHA512, User: "bob", PasswordEnv: "SCRIM_TEST_ALICE"}}, setup, "SCRAM-SHA-512"},
		{"SCRAM with the other hash", 1, Access{SASL: &SASL{Mechanism: ScramSHA256, User: "bob", PasswordEnv: "SCRIM_TEST_BOB"}}, "", ""},
		{"mechanism that is not offered", 4, Access{TLS: &setting.TLS{CAFile: file("ca.pem")}, SASL: &SASL{Mechanism: ScramSHA256, User: "bob", PasswordEnv: "SCRIM_TEST_BOB"}}, setup, "sasl.mechanism"},
		{"SASL where nobody asks", 0, Access{SASL: alice}, setup, "leave out sasl"},
		{"a certificate", 2, Access{TLS: ours}, "", ""},
		{"no certificate", 2, Access{TLS: &setting.TLS{CAFile: file("ca.pem")}}, setup, "cert_file"},
		{"an authority that is not known", 4, Access{TLS: &setting.TLS{}, SASL: bob}, setup, "ca_file"},
		{"SCRAM within TLS", 4, Access{TLS: &setting.TLS{CAFile: file("ca.pem")}, SASL: bob}, "", ""},
		{"TLS where there is none", 0, Access{TLS: ours}, passes, ""},
		{"none where there is TLS", 2, Access{}, passes, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.access.Brokers = []string{realBroker(t, test.further)}
			client, err := New(test.access)
			if err != nil {
				t.Fatal(err)
			}
			defer client.Close()
			ctx, cancel := context.WithTimeout(context.Background(), 15*time.Second)
			defer cancel()
			err = client.Check(ctx, nil)
			var is *pipeline.SetupError
			switch got := errors.As(err, &is); {
			case test.fails == "" && err != nil, test.fails == setup && !got, test.fails == passes && (err == nil || got):
				t.Fatalf("got %v", err)
			case err != nil && !strings.Contains(setting.HintOf(err), test.says):
				t.Fatalf("got %q with the hint %q, which does not say %q", err, setting.HintOf(err), test.says)
			case err != nil && strings.Contains(err.Error()+setting.HintOf(err), "-secret"):
				t.Fatalf("the password is in %q", err)
			}
		})
	}
}

// newTopic makes a topic with one partition.
func newTopic(t *testing.T, broker string, config map[string]*string) string {
	t.Helper()
	client, err := kgo.NewClient(kgo.SeedBrokers(broker))
	if err != nil {
		t.Fatal(err)
	}
	admin := kadm.NewClient(client)
	name := fmt.Sprintf("scrim-test-%d", time.Now().UnixNano())
	if _, err := admin.CreateTopic(t.Context(), 1, 1, config, name); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = admin.DeleteTopic(context.Background(), name)
		client.Close()
	})
	return name
}

// readTo reads a partition from its beginning until an offset.
func readTo(t *testing.T, broker, topic string, end int64) (values []string) {
	t.Helper()
	client, err := New(Access{Brokers: []string{broker}})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	var leader int32
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		layout, err := client.Layout(t.Context(), []string{topic})
		if err == nil {
			leader, err = layout.Leader(topic, 0)
		}
		if err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal(err)
		}
	}
	var records Records
	var answer *Fetched
	for next := int64(0); next < end; {
		if answer, err = client.Fetch(t.Context(), leader, []Want{{topic, 0, next}}, answer); err != nil {
			t.Fatal(err)
		}
		s := &answer.Partitions[0]
		if s.Err != nil {
			t.Fatal(s.Err)
		}
		records.Reset(s, next)
		for {
			r, err := records.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			values = append(values, string(r.Value))
		}
		next = records.Position()
	}
	return values
}

// TestRealTransactions: what was aborted is not read, what was committed is, and
// the marks in between hold nothing up.
func TestRealTransactions(t *testing.T) {
	broker := realBroker(t, 0)
	topic := newTopic(t, broker, nil)
	client, err := kgo.NewClient(kgo.SeedBrokers(broker), kgo.TransactionalID(topic), kgo.DefaultProduceTopic(topic))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	var want []string
	for i := range 6 {
		if err := client.BeginTransaction(); err != nil {
			t.Fatal(err)
		}
		for j := range 3 {
			v := fmt.Sprintf("%d/%d", i, j)
			if err := client.ProduceSync(t.Context(), kgo.StringRecord(v)).FirstErr(); err != nil {
				t.Fatal(err)
			}
			if i%2 == 0 {
				want = append(want, v)
			}
		}
		if err := client.EndTransaction(t.Context(), kgo.TransactionEndTry(i%2 == 0)); err != nil {
			t.Fatal(err)
		}
	}
	if got := readTo(t, broker, topic, 6*4); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Fatalf("got %q, want %q", got, want)
	}
}

// TestRealCodecsAndSizes: whatever compression others use, and messages that are
// larger than what is asked for at once.
func TestRealCodecsAndSizes(t *testing.T) {
	broker := realBroker(t, 0)
	large := strconv.Itoa(16 << 20)
	topic := newTopic(t, broker, map[string]*string{"max.message.bytes": &large})
	var want []string
	for name, codec := range map[string]kgo.CompressionCodec{"none": kgo.NoCompression(), "gzip": kgo.GzipCompression(),
		"snappy": kgo.SnappyCompression(), "lz4": kgo.Lz4Compression(), "zstd": kgo.ZstdCompression()} {
		client, err := kgo.NewClient(kgo.SeedBrokers(broker), kgo.DefaultProduceTopic(topic), kgo.ProducerBatchCompression(codec), kgo.ProducerBatchMaxBytes(16<<20))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []string{name, strings.Repeat(name, maxFetch/len(name)+1)} {
			if err := client.ProduceSync(t.Context(), kgo.StringRecord(v)).FirstErr(); err != nil {
				t.Fatal(err)
			}
			want = append(want, v)
		}
		client.Close()
	}
	if got := readTo(t, broker, topic, int64(len(want))); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Fatalf("got %d messages that differ from the %d that were written", len(got), len(want))
	}
}
