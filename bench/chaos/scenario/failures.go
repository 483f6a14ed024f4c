package scenario

import (
	"context"
	"fmt"
	"net"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"scrim/bench/chaos/cluster"
	"scrim/bench/chaos/member"
	"scrim/bench/chaos/promise"
)

const (
	// saysWithin is how long scrim may take to find out what cannot work.
	saysWithin = 30 * time.Second
	// standsBy is for how long it must wait for a broker, and not repeat itself.
	standsBy = 25 * time.Second
)

// What has to happen where scrim cannot work.
const (
	endsSoon promise.Promise = "what cannot work ends scrim within 30 s with a status that is not 0"
	saysWhy  promise.Promise = "standard error says what is wrong"
	keepsMum promise.Promise = "standard error does not say the password"
	standing promise.Promise = "scrim waits for a broker that is not there"
	saysOnce promise.Promise = "scrim says once that it waits"
)

// attempt is a configuration that cannot work, and words of which standard error
// must have one.
type attempt struct {
	name         string
	source, sink member.Table
	words        []string
}

// wrongPassword is made up; no broker knows it.
const wrongPassword = "wrong-password-4711"

func failures(ctx context.Context, o Options, ledger *promise.Ledger) error {
	c, err := cluster.Dial(ctx, o.Broker)
	if err != nil {
		return err
	}
	defer c.Close()
	run := time.Now().UnixNano()
	raw, clean := fmt.Sprintf("chaos.raw.%d", run), fmt.Sprintf("chaos.clean.%d", run)
	for _, topic := range []string{raw, clean} {
		if err := c.Topic(ctx, topic, 1); err != nil {
			return err
		}
	}
	defer func() { _ = c.Remove(context.WithoutCancel(ctx), raw, clean) }()
	sasl, err := portAfter(o.Broker, 1)
	if err != nil {
		return err
	}
	source := func(broker, topic string) member.Table {
		return member.Table{"type": "kafka", "brokers": []string{broker}, "topics": []string{topic}, "group": topic}
	}
	sink := func(broker, topic string) member.Table {
		return member.Table{"type": "kafka", "brokers": []string{broker}, "topic": topic}
	}
	login := func(t member.Table, mechanism, user string) member.Table {
		t["sasl"] = member.Table{"mechanism": mechanism, "user": user, "password_env": "CHAOS_PASSWORD"}
		return t
	}
	refused := []string{"sasl", "authenticat", "password", "credential"}
	attempts := []attempt{
		{"source, SCRAM, wrong password", login(source(sasl, raw), "SCRAM-SHA-512", "bob"), sink(o.Broker, clean), refused},
		{"source, PLAIN, wrong password", login(source(sasl, raw), "PLAIN", "alice"), sink(o.Broker, clean), refused},
		{"sink, SCRAM, wrong password", source(o.Broker, raw), login(sink(sasl, clean), "SCRAM-SHA-512", "bob"), refused},
	}
	if creates, err := c.CreatesTopics(ctx); err != nil {
		return err
	} else if creates {
		ledger.Note("unknown topics", "skipped: the broker makes topics by itself")
	} else {
		attempts = append(attempts,
			attempt{"source, unknown topic", source(o.Broker, "chaos.nowhere"), sink(o.Broker, clean), []string{"chaos.nowhere"}},
			attempt{"sink, unknown topic", source(o.Broker, raw), sink(o.Broker, "chaos.nowhere"), []string{"chaos.nowhere"}})
	}
	ledger.Declare(endsSoon, saysWhy, keepsMum, standing, saysOnce)
	for i, a := range attempts {
		o.Progress("errors: %s", a.name)
		if err := a.try(o, ledger, i); err != nil {
			return err
		}
	}
	o.Progress("errors: a broker that is not there")
	nobody, err := member.FreeAddress()
	if err != nil {
		return err
	}
	return standBy(ctx, o, ledger, nobody, attempt{"no broker", source(nobody, raw), sink(o.Broker, clean), nil})
}

func (a attempt) member(o Options, folder string) (*member.Member, error) {
	m, err := member.New(o.Scrim, filepath.Join(o.Folder, folder), member.Configuration{
		Sources: []member.Table{a.source}, Sinks: []member.Table{a.sink},
		Environment: []string{"CHAOS_PASSWORD=" + wrongPassword},
	})
	if err != nil {
		return nil, err
	}
	return m, m.Start()
}

func (a attempt) try(o Options, ledger *promise.Ledger, n int) error {
	m, err := a.member(o, fmt.Sprintf("member-%d", n))
	if err != nil {
		return err
	}
	begin := time.Now()
	if ended := m.Wait(saysWithin); ended {
		ledger.Checkf(endsSoon, m.Status() != 0, "%s: status 0", a.name)
		ledger.Note(a.name, "status %d after %.1f s", m.Status(), time.Since(begin).Seconds())
	} else {
		ledger.Checkf(endsSoon, false, "%s: it still runs", a.name)
		if err := m.Kill(); err != nil {
			return err
		}
	}
	said, found := strings.ToLower(m.Stderr()), false
	for _, word := range a.words {
		found = found || strings.Contains(said, word)
	}
	ledger.Checkf(saysWhy, found, "%s: none of %q", a.name, a.words)
	ledger.Checkf(keepsMum, !strings.Contains(said, wrongPassword), "%s", a.name)
	return nil
}

// standBy runs scrim without a broker at the other end.
func standBy(ctx context.Context, o Options, ledger *promise.Ledger, nobody string, a attempt) error {
	m, err := a.member(o, "member-waiting")
	if err != nil {
		return err
	}
	interrupted := pause(ctx, standsBy)
	ledger.Checkf(standing, m.Running(), "it ended with status %d", exit(m))
	lines := 0
	for line := range strings.Lines(m.Stderr()) {
		if strings.Contains(line, nobody) {
			lines++
		}
	}
	ledger.Checkf(saysOnce, lines == 1, "%d lines name the broker", lines)
	if m.Running() {
		status, err := m.Stop(ending)
		ledger.Checkf(drains, err == nil && status == 0, "status %d, %v", status, err)
	}
	return interrupted
}

// portAfter is the address with a port that is so much higher.
func portAfter(address string, n int) (string, error) {
	host, text, err := net.SplitHostPort(address)
	if err != nil {
		return "", fmt.Errorf("the broker's address is not host:port: %w", err)
	}
	port, err := strconv.Atoi(text)
	if err != nil {
		return "", fmt.Errorf("the broker's port is no number: %w", err)
	}
	return net.JoinHostPort(host, strconv.Itoa(port+n)), nil
}
