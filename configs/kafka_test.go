//go:build unix

package configs_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/segmentio/kafka-go"
	"github.com/segmentio/kafka-go/sasl/scram"
	"github.com/twmb/franz-go/pkg/kfake"
)

// broker is one that wants TLS and SCRAM-SHA-512: a real one where SCRIM_KAFKA
// names it (see bench/broker/test.sh), kfake otherwise.
type broker struct {
	address, user, password string
	authorities             string // a file
	transport               *kafka.Transport
}

// saslSSL is how far the port for SASL_SSL is from the one in SCRIM_KAFKA.
const saslSSL = 4

func newBroker(t *testing.T) *broker {
	t.Helper()
	b := &broker{user: "bob", password: "bob-secret"}
	if plain := os.Getenv("SCRIM_KAFKA"); plain != "" {
		host, port, err := net.SplitHostPort(plain)
		if err != nil {
			t.Fatal(err)
		}
		n, err := strconv.Atoi(port)
		if err != nil {
			t.Fatal(err)
		}
		b.address = net.JoinHostPort(host, strconv.Itoa(n+saslSSL))
		b.authorities = filepath.Join(os.Getenv("SCRIM_KAFKA_DIR"), "tls", "ca.pem")
	} else {
		b.fake(t)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(content(t, b.authorities)) {
		t.Fatalf("no authorities in %s", b.authorities)
	}
	mechanism, err := scram.Mechanism(scram.SHA512, b.user, b.password)
	if err != nil {
		t.Fatal(err)
	}
	b.transport = &kafka.Transport{TLS: &tls.Config{RootCAs: pool}, SASL: mechanism}
	t.Cleanup(b.transport.CloseIdleConnections)
	return b
}

func (b *broker) fake(t *testing.T) {
	t.Helper()
	b.authorities = filepath.Join(t.TempDir(), "ca.pem")
	certificate := selfSigned(t, b.authorities)
	cluster, err := kfake.NewCluster(
		kfake.NumBrokers(1), kfake.EnableSASL(), kfake.Superuser("SCRAM-SHA-512", b.user, b.password),
		kfake.TLS(&tls.Config{Certificates: []tls.Certificate{certificate}}),
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(cluster.Close)
	b.address = cluster.ListenAddrs()[0]
}

// selfSigned makes a certificate for the loopback address and writes it to path.
func selfSigned(t *testing.T, path string) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(24 * time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

func (b *broker) client() *kafka.Client {
	return &kafka.Client{Addr: kafka.TCP(b.address), Transport: b.transport, Timeout: patience}
}

func (b *broker) create(t *testing.T, partitions int, topics ...string) {
	t.Helper()
	request := &kafka.CreateTopicsRequest{}
	for _, topic := range topics {
		request.Topics = append(request.Topics, kafka.TopicConfig{Topic: topic, NumPartitions: partitions, ReplicationFactor: 1})
	}
	answer, err := b.client().CreateTopics(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	for topic, err := range answer.Errors {
		if err != nil {
			t.Fatalf("topic %s: %v", topic, err)
		}
	}
}

func (b *broker) send(t *testing.T, topic string, messages []kafka.Message) {
	t.Helper()
	w := &kafka.Writer{Addr: kafka.TCP(b.address), Topic: topic, Transport: b.transport, Balancer: kafka.Murmur2Balancer{}, RequiredAcks: kafka.RequireAll, BatchTimeout: 5 * time.Millisecond}
	defer w.Close()
	// A new topic may be without a leader for a moment.
	until(t, "sending", func() bool {
		err := w.WriteMessages(t.Context(), messages...)
		if err != nil && !errors.Is(err, kafka.UnknownTopicOrPartition) && !errors.Is(err, kafka.LeaderNotAvailable) {
			t.Fatal(err)
		}
		return err == nil
	})
}

// received collects messages by their values, until there are so many.
func (b *broker) received(t *testing.T, topic string, partitions, want int) map[string]kafka.Message {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	all := map[string]kafka.Message{}
	offsets := make([]int64, partitions)
	client := b.client()
	for len(all) < want {
		for p := range partitions {
			answer, err := client.Fetch(ctx, &kafka.FetchRequest{Topic: topic, Partition: p, Offset: offsets[p], MinBytes: 1, MaxBytes: 1 << 20, MaxWait: 20 * time.Millisecond})
			if err != nil {
				t.Fatalf("%d of %d messages came out: %v", len(all), want, err)
			}
			for {
				r, err := answer.Records.ReadRecord()
				if err != nil {
					break // the end of what was fetched
				}
				m := kafka.Message{Partition: p, Offset: r.Offset}
				if m.Key, err = kafka.ReadAll(r.Key); err != nil {
					t.Fatal(err)
				}
				if m.Value, err = kafka.ReadAll(r.Value); err != nil {
					t.Fatal(err)
				}
				all[string(m.Value)], offsets[p] = m, r.Offset+1
			}
		}
	}
	return all
}

// TestKafkaToKafka: three replicas, of which one goes and one comes.
func TestKafkaToKafka(t *testing.T) {
	const partitions, customers, orders = 6, 10, 50
	b := newBroker(t)
	run := "-" + secret(t, 4)
	raw, clean, dead := "django.raw"+run, "django.clean"+run, "django.dead"+run
	b.create(t, partitions, raw, clean)
	b.create(t, 1, dead)
	dir := t.TempDir()
	password := filepath.Join(dir, "kafka-password")
	write(t, password, b.password+"\n")
	text := replaced(t, "kafka-to-kafka.toml",
		`"kafka-1.internal:9093", "kafka-2.internal:9093", "kafka-3.internal:9093"`, strconv.Quote(b.address),
		"/etc/scrim/kafka-ca.pem", b.authorities, "/etc/scrim/kafka-password", password, `user = "scrim"`, `user = "`+b.user+`"`,
		`"django.raw"`, strconv.Quote(raw), `"django.clean"`, strconv.Quote(clean), `"django.dead"`, strconv.Quote(dead),
		`group = "scrim"`, `group = "scrim`+run+`"`, "127.0.0.1:9598", loopback)
	replica := func(n int) *service {
		t.Helper()
		dir := filepath.Join(dir, strconv.Itoa(n))
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		return start(t, dir, text)
	}
	id := secret(t, 4)
	email := func(customer int) string { return fmt.Sprintf("maria.%s%d@example.net", id, customer) }
	send := func(from, to int) {
		t.Helper()
		var messages []kafka.Message
		for order := from; order < to; order++ {
			for c := range customers {
				value := fmt.Sprintf(`{"order": "%d/%d", "email": "%s", "headers": {"Authorization": "Bearer %s"}}`, c, order, email(c), secret(t, 16))
				messages = append(messages, kafka.Message{Key: []byte(email(c)), Value: []byte(value)})
			}
		}
		b.send(t, raw, messages)
	}

	write(t, filepath.Join(dir, "scrim.toml"), text)
	write(t, filepath.Join(dir, "example.key"), string(content(t, "example.key")))
	if out, err := exec.Command(build(t), "validate", "--network", "-c", filepath.Join(dir, "scrim.toml")).CombinedOutput(); err != nil {
		t.Errorf("validate --network: %v\n%s", err, out)
	}

	replicas := []*service{replica(1), replica(2), replica(3)}
	send(0, orders/2)
	b.received(t, clean, partitions, customers*orders/2)
	replicas[0].checkMetrics(t, "scrim_source_records_total", "scrim_findings_total", scalesBy(t))
	replicas[0].stop(t)
	replicas[0] = replica(4)
	send(orders/2, orders)
	got := b.received(t, clean, partitions, customers*orders)
	for _, r := range replicas {
		r.stop(t)
	}
	checkOrders(t, got, id, customers, orders)
}

// scalesBy is the metric by which kubernetes/kafka.yaml scales the replicas.
func scalesBy(t *testing.T) string {
	t.Helper()
	m := regexp.MustCompile(`metric: \{name: (\w+)\}`).FindStringSubmatch(replaced(t, "kubernetes/kafka.yaml"))
	if m == nil {
		t.Fatal("kubernetes/kafka.yaml scales by nothing")
	}
	return m[1]
}

// checkOrders: every order is there, without its customer, and yet with what
// tells the customers apart; those of one are in their order.
func checkOrders(t *testing.T, got map[string]kafka.Message, id string, customers, orders int) {
	t.Helper()
	for c := range customers {
		var pseudonym string
		var last kafka.Message
		for order := range orders {
			m, value := find(got, fmt.Sprintf(`{"order": "%d/%d", "email": "`, c, order))
			switch {
			case value == "":
				t.Fatalf("order %d/%d is not there", c, order)
			case strings.Contains(value, id) || strings.Contains(string(m.Key), id) || !strings.Contains(value, `"Bearer [FILTERED_TOKEN]"`):
				t.Fatalf("order %d/%d is not redacted: key %s, %s", c, order, m.Key, value)
			}
			if order == 0 {
				pseudonym, last = string(m.Key), m
				continue
			}
			if string(m.Key) != pseudonym || m.Partition != last.Partition || m.Offset <= last.Offset {
				t.Fatalf("order %d/%d has key %q in partition %d at %d; the one before has %q in %d at %d", c, order, m.Key, m.Partition, m.Offset, pseudonym, last.Partition, last.Offset)
			}
			if !strings.Contains(value, pseudonym) {
				t.Fatalf("the key of order %d/%d is %q, and another pseudonym is in %s", c, order, m.Key, value)
			}
			last = m
		}
	}
}

func find(got map[string]kafka.Message, prefix string) (kafka.Message, string) {
	for value, m := range got {
		if strings.HasPrefix(value, prefix) {
			return m, value
		}
	}
	return kafka.Message{}, ""
}
