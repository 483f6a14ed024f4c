package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"scrim/pipeline/setting"
)

// TestTheLogSaysThatALinkWaits: once when it begins, then once a minute, with
// the failure of now, and when it is over.
func TestTheLogSaysThatALinkWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		l := NewLink("otlp", slog.New(slog.NewTextHandler(&log, nil)))
		began := time.Now()
		for time.Since(began) < 150*time.Second {
			failure := errors.New("connection refused")
			if time.Since(began) > time.Minute {
				failure = errors.New("wrong certificate")
			}
			if err := l.Retry(t.Context(), failure, 0); err != nil {
				t.Fatal(err)
			}
		}
		if !l.stats.down.Load() {
			t.Error("it is not down")
		}
		l.Works()
		l.Works()
		lines := strings.Split(strings.TrimSpace(log.String()), "\n")
		if len(lines) != 4 {
			t.Fatalf("%d lines:\n%s", len(lines), log.String())
		}
		for i, part := range []string{
			`msg="waiting: an attempt has failed and is repeated until it works" error="connection refused"`,
			`msg="still waiting" error="wrong certificate" attempts=`,
			`msg="still waiting" error="wrong certificate" attempts=`,
			`msg="works again" after=2m`,
		} {
			if !strings.Contains(lines[i], part) {
				t.Errorf("line %d has no %s: %s", i, part, lines[i])
			}
		}
		if l.stats.down.Load() {
			t.Error("it is still down")
		}
	})
}

// TestTheFirstContact: what waiting does not mend ends a link that never worked,
// and one that did waits all the same.
func TestTheFirstContact(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		refused := fmt.Errorf("cannot deliver: %w", &SetupError{errors.New("wrong password")})
		for _, met := range []func(*Link){nil, (*Link).Works, (*Link).Reached} {
			l := NewLink("otlp", slog.New(slog.DiscardHandler))
			if err := l.Retry(t.Context(), errors.New("connection refused"), 0); err != nil {
				t.Error(err)
			}
			want := refused
			if met != nil {
				met(l)
				want = nil
			}
			if err := l.Retry(t.Context(), refused, 0); err != want {
				t.Errorf("got %v, want %v", err, want)
			}
		}
	})
}

func TestTheLogSaysWhatToDo(t *testing.T) {
	var log bytes.Buffer
	l := NewLink("file", slog.New(slog.NewTextHandler(&log, nil)))
	l.failed(fmt.Errorf("cannot open: %w", setting.WithHint(errors.New("permission denied"), "let scrim write there")))
	if !strings.Contains(log.String(), `hint="let scrim write there"`) {
		t.Error(log.String())
	}
}

// remote is a sink whose other end can be away.
type remote struct {
	collector
	away  atomic.Bool
	setup atomic.Bool // it does not let scrim in
}

func (r *remote) Check(context.Context) error {
	switch {
	case r.setup.Load():
		return &SetupError{errors.New("wrong password")}
	case r.away.Load():
		return errors.New("connection refused")
	}
	return nil
}

// idle is a source that has nothing to read.
func idle(ctx context.Context, _ *Lanes) error {
	<-ctx.Done()
	return nil
}

// TestAnIdleSinkIsAskedAgain: one that is away at the start keeps the pipeline
// from being ready until it is there, although no record comes.
func TestAnIdleSinkIsAskedAgain(t *testing.T) {
	for _, role := range []string{"sink", "dead letter"} {
		synctest.Test(t, func(t *testing.T) {
			away := &remote{}
			away.away.Store(true)
			o := settingsFor(t, sourceFunc(idle), &collector{})
			if role == "sink" {
				o.Sinks[0].It = away
			} else {
				o.DeadLetter = away
			}
			p := New(o)
			if s := p.Stats(); s.State != Starting || s.Ready() {
				t.Errorf("%s: %v before the start", role, s.State)
			}
			ctx, end := context.WithCancel(t.Context())
			ended := make(chan error)
			go func() { ended <- p.Run(ctx) }()
			time.Sleep(time.Minute)
			if s := p.Stats(); s.State != Running || s.Ready() || len(s.Waiting()) != 1 || s.Waiting()[0].Retries < 2 {
				t.Errorf("%s: %v, waiting %v", role, s.State, s.Waiting())
			}
			away.away.Store(false)
			time.Sleep(2 * maxWait)
			if s := p.Stats(); !s.Ready() {
				t.Errorf("%s: waits for %v", role, s.Waiting())
			}
			end()
			if err := <-ended; err != nil || p.Stats().State != Draining {
				t.Errorf("%s: %v, %v", role, err, p.Stats().State)
			}
		})
	}
}

func TestWhatNoWaitingMendsEndsTheStart(t *testing.T) {
	closed := &remote{}
	closed.setup.Store(true)
	p := New(settingsFor(t, sourceFunc(idle), closed))
	if err := p.Run(t.Context()); err == nil || err.Error() != "sink sink0: wrong password" {
		t.Errorf("error = %v", err)
	}
	if s := p.Stats(); s.State != Failed || s.Ready() {
		t.Errorf("state %v", s.State)
	}
}

func TestASourceCountsWhatIsLost(t *testing.T) {
	p := New(settingsFor(t, sourceFunc(func(_ context.Context, l *Lanes) error {
		l.Lost(3)
		l.Lost(4)
		return nil
	}), &collector{}))
	if err := p.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := p.Stats().Links[0].Lost; got != 7 {
		t.Errorf("%d lost", got)
	}
}

// TestALaneLagsFromItsBeginning: before the first acknowledgement it stands where
// it was opened, and a lane that was closed is gone.
func TestALaneLagsFromItsBeginning(t *testing.T) {
	held := &collector{hold: make(chan struct{})}
	report := make(chan []LaneReport)
	var p *Pipeline
	p = New(settingsFor(t, sourceFunc(func(ctx context.Context, l *Lanes) error {
		lane := l.Open(Opening{Origin: Origin{Topic: "raw", Partition: 3}, Ack: func(Mark) {}})
		lane.SetBegin(100)
		lane.SetEnd(110)
		m := lane.Messages()
		m.Add(Message{Value: []byte("x"), Offset: 100})
		m.Add(Message{Value: []byte("y"), Offset: 103})
		if err := m.Send(ctx, 104); err != nil {
			return err
		}
		report <- p.Stats().Links[0].Lanes
		close(held.hold)
		if err := lane.Drain(ctx); err != nil {
			return err
		}
		report <- p.Stats().Links[0].Lanes
		lane.Close()
		report <- p.Stats().Links[0].Lanes
		return nil
	}), held))
	ended := make(chan error)
	go func() { ended <- p.Run(t.Context()) }()
	for _, want := range []int64{10, 6} {
		lanes := <-report
		if len(lanes) != 1 || lanes[0].Origin != (Origin{Source: "test", Topic: "raw", Partition: 3}) {
			t.Fatalf("lanes %v", lanes)
		}
		if lag, known := lanes[0].Lag(); lag != want || !known {
			t.Errorf("lag %d, want %d", lag, want)
		}
	}
	if lanes := <-report; len(lanes) != 0 {
		t.Errorf("after it was closed: %v", lanes)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestTheEndIsNoOutage: an attempt that was broken off because the pipeline ends
// is neither logged nor counted.
func TestTheEndIsNoOutage(t *testing.T) {
	var log bytes.Buffer
	l := NewLink("kafka", slog.New(slog.NewTextHandler(&log, nil)))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := l.Retry(ctx, context.Canceled, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("Retry returns %v", err)
	}
	if log.Len() > 0 || l.stats.retries.Load() != 0 || l.stats.down.Load() {
		t.Errorf("logged %q, counted %d", &log, l.stats.retries.Load())
	}
}
