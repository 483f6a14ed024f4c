package pipeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"scrim/detectors"
)

// collector is a sink that keeps a copy of what it gets.
type collector struct {
	mu      sync.Mutex
	records []kept
	refuse  func(Record) string
	hold    chan struct{} // Deliver waits for it, if it is there
}

type kept struct {
	Origin
	Record
}

func (c *collector) Deliver(ctx context.Context, _ *Link, batches []*Batch) (refused []Refused, err error) {
	if c.hold != nil {
		select {
		case <-c.hold:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, b := range batches {
		for i, r := range b.Records {
			if c.refuse != nil {
				if why := c.refuse(r); why != "" {
					refused = append(refused, Refused{b, i, why})
					continue
				}
			}
			r.Key, r.Value = bytes.Clone(r.Key), bytes.Clone(r.Value)
			var headers []Header
			for _, h := range r.Headers {
				headers = append(headers, Header{h.Name, bytes.Clone(h.Value)})
			}
			r.Headers = headers
			c.records = append(c.records, kept{*b.Origin, r})
		}
	}
	return refused, nil
}

func (c *collector) Close() error { return nil }

func (c *collector) text() string {
	var b strings.Builder
	for _, r := range c.records {
		b.Write(r.Value)
		if !r.Open {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// sourceFunc is a source that is a function.
type sourceFunc func(context.Context, *Lanes) error

func (f sourceFunc) Run(ctx context.Context, lanes *Lanes) error { return f(ctx, lanes) }

// textSource reads a lane of text to its end.
func textSource(r io.Reader, marks *[]Mark) sourceFunc {
	return func(ctx context.Context, lanes *Lanes) error {
		lane := lanes.Open(Opening{Origin: Origin{Path: "test.log"}, Ack: func(m Mark) { *marks = append(*marks, m) }})
		text := lane.Text(0)
		for {
			_, err := text.Read(ctx, r)
			if err == io.EOF {
				break
			}
			if err != nil {
				return err
			}
		}
		if err := text.End(ctx); err != nil {
			return err
		}
		return lane.Drain(ctx)
	}
}

func silent() *slog.Logger { return slog.New(slog.DiscardHandler) }

func settingsFor(t *testing.T, source Source, sinks ...Sink) Settings {
	t.Helper()
	keys, err := detectors.New(detectors.Options{Mask: detectors.Mask{Mode: detectors.MaskHash, Key: []byte("a key that is only for tests")}})
	if err != nil {
		t.Fatal(err)
	}
	o := Settings{Engines: Engines{Text: newEngine(t), Keys: keys}, Sources: []Named[Source]{{"test", source}}, Workers: 3, Log: silent()}
	for i, s := range sinks {
		o.Sinks = append(o.Sinks, Named[Sink]{fmt.Sprint("sink", i), s})
	}
	return o
}

// TestTextIsRedactedAsAStream: the lines of a file come out as those of the
// filter do, however they are read.
func TestTextIsRedactedAsAStream(t *testing.T) {
	for seed := range 6 {
		texts := newTexts(uint64(seed))
		var in strings.Builder
		for range 60 {
			in.WriteString(string(texts.text(40)) + "\n")
		}
		in.WriteString(string(texts.container(60)) + "\n")
		in.WriteString(strings.Repeat("long ", 200<<10) + "token=0a1b2c3d4e5f6071 end\n")
		var want bytes.Buffer
		if _, err := Redact(context.Background(), newEngine(t), &want, strings.NewReader(in.String()), Options{Jobs: 1}); err != nil {
			t.Fatal(err)
		}
		var marks []Mark
		sink := &collector{}
		o := settingsFor(t, textSource(strings.NewReader(in.String()), &marks), sink)
		o.MaxBatch = 8 << 10 << (seed % 4)
		if err := New(o).Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := sink.text(); got != want.String() {
			t.Errorf("seed %d: %d bytes, want %d; they differ at %d", seed, len(got), want.Len(), firstDifference(got, want.String()))
		}
		if last := marks[len(marks)-1]; last.Position != int64(in.Len()) {
			t.Errorf("seed %d: acknowledged up to %d of %d", seed, last.Position, in.Len())
		}
		checkPositions(t, sink.records, in.String())
	}
}

// TestLongLinesDoNotWaitForMore: a line that is longer than a batch is handed on
// when its end was read, and so are those after it.
func TestLongLinesDoNotWaitForMore(t *testing.T) {
	for _, batch := range []int{16 << 10, 64 << 10, 200 << 10, 1 << 20} {
		for _, length := range []int{batch - 8, batch + 1000, 2*batch + 1000, 300 << 10} {
			in := strings.NewReader("one\n" + strings.Repeat("x", length) + " token=0a1b2c3d4e5f6071\nlast\n")
			source := func(ctx context.Context, lanes *Lanes) error {
				lane := lanes.Open(Opening{Origin: Origin{Path: "test.log"}, Ack: func(Mark) {}})
				text := lane.Text(0)
				for in.Len() > 0 {
					if _, err := text.Read(ctx, in); err != nil {
						return err
					}
				}
				if n := text.Waiting(); n > 0 {
					t.Errorf("batches of %d, a line of %d: %d bytes wait behind a line end", batch, length, n)
				}
				return lane.Drain(ctx)
			}
			o := settingsFor(t, sourceFunc(source), &collector{})
			o.MaxBatch = batch
			if err := New(o).Run(context.Background()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// checkPositions: every record stands where it says, and the lines in between
// are its own.
func checkPositions(t *testing.T, records []kept, raw string) {
	t.Helper()
	for i, r := range records {
		at := int(r.Position)
		if at > len(raw) || i > 0 && !records[i-1].Open && raw[at-1] != '\n' {
			t.Fatalf("record %d stands at %d, which is no beginning of a line", i, at)
		}
	}
}

func firstDifference(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// TestALaneGoesOnAnywhere: what is read from a mark on, with what the mark
// resumes, is what would have come without a stop.
func TestALaneGoesOnAnywhere(t *testing.T) {
	texts := newTexts(7)
	var in strings.Builder
	for range 30 {
		in.WriteString(string(texts.text(20)) + "\n")
	}
	in.WriteString(pemLines())
	var marks []Mark
	whole := &collector{}
	o := settingsFor(t, textSource(&oneLine{strings.NewReader(in.String())}, &marks), whole)
	if err := New(o).Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	carried := 0
	for _, m := range marks {
		if len(m.Resume) > 0 {
			carried++
		}
		sink := &collector{}
		rest := strings.NewReader(in.String()[m.Position:])
		source := sourceFunc(func(ctx context.Context, lanes *Lanes) error {
			lane := lanes.Open(Opening{Resume: m.Resume, Ack: func(Mark) {}})
			text := lane.Text(m.Position)
			for {
				if _, err := text.Read(ctx, rest); err != nil {
					break
				}
			}
			return errors.Join(text.End(ctx), lane.Drain(ctx))
		})
		if err := New(settingsFor(t, source, sink)).Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got, want := sink.text(), whole.text(); !strings.HasSuffix(want, got) {
			t.Fatalf("from %d on: %q is no end of the whole", m.Position, got)
		}
	}
	if carried == 0 {
		t.Error("no mark carries anything: the test shows nothing")
	}
}

// pemLines is a made-up private key.
func pemLines() string {
	return "-----BEGIN " + "PRIVATE KEY-----\n" + strings.Repeat(strings.Repeat("Zm9v", 16)+"\n", 6) + "-----END " + "PRIVATE KEY-----\nafter\n"
}

// oneLine reads a line at a time.
type oneLine struct{ r *strings.Reader }

func (o *oneLine) Read(p []byte) (n int, err error) {
	for n < len(p) {
		b, err := o.r.ReadByte()
		if err != nil {
			return n, err
		}
		p[n] = b
		n++
		if b == '\n' {
			return n, nil
		}
	}
	return n, nil
}

// messageSource sends messages, a few to a batch.
func messageSource(all []Message, policy KeyPolicy, each int, marks *[]Mark) sourceFunc {
	return func(ctx context.Context, lanes *Lanes) error {
		lane := lanes.Open(Opening{Origin: Origin{Topic: "raw", Partition: 3}, Keys: policy, Ack: func(m Mark) { *marks = append(*marks, m) }})
		for len(all) > 0 {
			m := lane.Messages()
			n := min(each, len(all))
			for _, one := range all[:n] {
				m.Add(one)
			}
			if err := m.Send(ctx, all[n-1].Offset+1); err != nil {
				return err
			}
			all = all[n:]
		}
		return lane.Drain(ctx)
	}
}

// TestMessagesAreRedactedAsLines: the values of a partition come out as the lines
// of a file do, whatever batches they came in.
func TestMessagesAreRedactedAsLines(t *testing.T) {
	texts := newTexts(11)
	var lines []string
	for range 200 {
		lines = append(lines, strings.Split(string(texts.text(6)), "\n")...)
	}
	lines = append(lines, strings.Split(strings.TrimSuffix(pemLines(), "\n"), "\n")...)
	var want bytes.Buffer
	if _, err := Redact(context.Background(), newEngine(t), &want, strings.NewReader(strings.Join(lines, "\n")+"\n"), Options{Jobs: 1}); err != nil {
		t.Fatal(err)
	}
	var all []Message
	for i, line := range lines {
		all = append(all, Message{Value: []byte(line), Offset: int64(i)})
	}
	for _, each := range []int{1, 2, 7, 1000} {
		var marks []Mark
		sink := &collector{}
		if err := New(settingsFor(t, messageSource(all, KeyHash, each, &marks), sink)).Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := sink.text(); got != want.String() {
			t.Errorf("%d a batch: they differ at %d", each, firstDifference(got, want.String()))
		}
		for i, r := range sink.records {
			if r.Position != int64(i) || r.Topic != "raw" || r.Partition != 3 {
				t.Fatalf("record %d stands at %v", i, r.Position)
			}
		}
		if last := marks[len(marks)-1]; last.Position != int64(len(all)) {
			t.Errorf("acknowledged up to %d of %d", last.Position, len(all))
		}
	}
}

// TestKeysAndHeaders: what is found in keys and headers is masked, and nothing
// else of a message changes.
func TestKeysAndHeaders(t *testing.T) {
	at := time.Unix(1700000000, 0)
	mail, other := []byte("user-7@example.com"), []byte("user-8@example.com")
	all := []Message{
		{Key: mail, Value: []byte("a"), Time: at, Headers: []Header{{"trace", []byte("1")}, {"Authorization", []byte("Bearer 0a1b2c3d4e5f6071")}, {"none", nil}}},
		{Key: other, Value: nil, Offset: 1},
		{Key: mail, Value: []byte{}, Offset: 2},
		{Key: []byte{}, Value: []byte("b"), Offset: 3},
		{Key: nil, Value: []byte("c\nx@example.com\nd"), Offset: 4},
		{Key: []byte("order-7"), Value: []byte("e"), Offset: 5},
	}
	run := func(policy KeyPolicy) []kept {
		var marks []Mark
		sink := &collector{}
		if err := New(settingsFor(t, messageSource(all, policy, 3, &marks), sink)).Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		return sink.records
	}
	got := run(KeyHash)
	if bytes.Equal(got[0].Key, got[1].Key) || !bytes.Equal(got[0].Key, got[2].Key) || bytes.Contains(got[0].Key, []byte("@")) {
		t.Errorf("keys %q, %q, %q: equal ones shall be equal, others not", got[0].Key, got[1].Key, got[2].Key)
	}
	if got[0].KeyHash != murmur2(mail) {
		t.Error("the hash of the raw key is lost")
	}
	if got[1].Value != nil || got[2].Value == nil || got[3].Key == nil || got[4].Key != nil {
		t.Error("null and empty are not kept apart")
	}
	if h := got[0].Headers; len(h) != 3 || string(h[0].Value) != "1" || bytes.Contains(h[1].Value, []byte("0a1b")) || !bytes.HasPrefix(h[1].Value, []byte("Bearer ")) || h[2].Value != nil {
		t.Errorf("headers: %q", h)
	}
	if !got[0].Time.Equal(at) || string(got[4].Value) != "c\n[FILTERED_EMAIL]\nd" || string(got[5].Key) != "order-7" {
		t.Errorf("something changed: %v %q %q", got[0].Time, got[4].Value, got[5].Key)
	}
	if kept := run(KeyKeep); !bytes.Equal(kept[0].Key, mail) {
		t.Errorf("keep: %q", kept[0].Key)
	}
	if gone := run(KeyWithhold); string(gone[0].Value) != withheld || gone[0].Key != nil || string(gone[5].Key) != "order-7" {
		t.Errorf("withhold: %q under %q", gone[0].Value, gone[0].Key)
	}
}

// TestRefusedRecordsGoToTheDeadLetter: and the rest goes on. One has a time that
// JSON cannot write, as of a producer that counts nanoseconds.
func TestRefusedRecordsGoToTheDeadLetter(t *testing.T) {
	all := []Message{{Value: []byte("short")}, {Value: []byte("much too long, a@example.com"), Offset: 1, Time: time.UnixMilli(1 << 60)}, {Value: []byte("s"), Offset: 2}}
	refuse := func(r Record) string {
		if len(r.Value) > 10 {
			return "message too large"
		}
		return ""
	}
	var marks []Mark
	sink, other, dead := &collector{refuse: refuse}, &collector{}, &collector{}
	o := settingsFor(t, messageSource(all, KeyHash, 2, &marks), sink, other)
	o.DeadLetter = dead
	if err := New(o).Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if len(sink.records) != 2 || len(other.records) != 3 || len(dead.records) != 1 || marks[len(marks)-1].Position != 3 {
		t.Fatalf("%d, %d and %d records, marks %v", len(sink.records), len(other.records), len(dead.records), marks)
	}
	letter := string(dead.records[0].Value)
	for _, want := range []string{`"why":"message too large"`, `"topic":"raw"`, `"partition":3`, `"position":1`, `[FILTERED_EMAIL]`, `"sink":"sink0"`} {
		if !strings.Contains(letter, want) {
			t.Errorf("%s is not in %s", want, letter)
		}
	}
	o.DeadLetter = nil
	o.Sources[0].It = messageSource(all, KeyHash, 2, &marks)
	var refused *RefusedError
	if err := New(o).Run(context.Background()); !errors.As(err, &refused) || refused.Position != 1 {
		t.Errorf("without a dead letter: %v", err)
	}
}

// TestFailuresInMessages: promise 5. A record on which detection fails is
// withheld, and the dead letter tells where it stood.
func TestFailuresInMessages(t *testing.T) {
	const bad = "x " + poison
	all := []Message{{Value: []byte("a@example.com")}, {Value: []byte(bad), Offset: 1}, {Key: []byte(bad), Value: []byte("b"), Offset: 2}, {Value: []byte("c, d."), Offset: 3}}
	build := func(on OnError) (*Pipeline, *collector, *collector) {
		var marks []Mark
		sink, dead := &collector{}, &collector{}
		o := settingsFor(t, messageSource(all, KeyHash, 10, &marks), sink)
		o.DeadLetter, o.OnError = dead, on
		p := New(o)
		p.scanner = func(e *detectors.Engine) scanner { return &failing{e.NewScanner(), false} }
		return p, sink, dead
	}
	p, sink, dead := build(OnErrorWithhold)
	if err := p.Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if got := sink.text(); got != "[FILTERED_EMAIL]\n[WITHHELD]\n[WITHHELD]\nc, d.\n" {
		t.Errorf("%q", got)
	}
	for i, r := range dead.records {
		if l := string(r.Value); strings.Contains(l, bad) || !strings.Contains(l, fmt.Sprintf(`"position":%d`, i+1)) || !strings.Contains(l, `"sha256"`) {
			t.Errorf("letter %d: %s", i, l)
		}
	}
	if len(dead.records) != 2 || p.Stats().Withheld != 2 {
		t.Errorf("%d letters, %d counted", len(dead.records), p.Stats().Withheld)
	}
	p, sink, _ = build(OnErrorStop)
	if err := p.Run(context.Background()); err == nil || strings.Contains(err.Error(), bad) || len(sink.records) > 0 {
		t.Errorf("stop: %v, %d records", err, len(sink.records))
	}
}

// TestSlowSinksHoldBack: nothing is acknowledged before the slowest sink has it,
// and the source waits.
func TestSlowSinksHoldBack(t *testing.T) {
	var sent, acked int
	slow, fast := &collector{hold: make(chan struct{})}, &collector{}
	held := make(chan struct{})
	source := sourceFunc(func(ctx context.Context, lanes *Lanes) error {
		lane := lanes.Open(Opening{Origin: Origin{Topic: "raw"}, Ack: func(m Mark) { acked = int(m.Position) }})
		value := bytes.Repeat([]byte("x"), 1<<20)
		for i := range 100 {
			m := lane.Messages()
			m.Add(Message{Value: value, Offset: int64(i)})
			one, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
			err := m.Send(one, int64(i)+1)
			cancel()
			if err != nil {
				break
			}
			sent++
		}
		if acked != 0 {
			t.Error("acknowledged before every sink had it")
		}
		close(held)
		return lane.Drain(ctx)
	})
	go func() {
		<-held
		close(slow.hold)
	}()
	if err := New(settingsFor(t, source, slow, fast)).Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	if sent == 100 || sent < 8 || acked != sent || len(slow.records) != sent {
		t.Errorf("sent %d, acknowledged %d, delivered %d", sent, acked, len(slow.records))
	}
}

// TestEndWaitsForSinks: the first end drains, and what is left at the timeout is
// said.
func TestEndWaitsForSinks(t *testing.T) {
	var end context.CancelFunc // as soon as a record was sent
	source := sourceFunc(func(ctx context.Context, lanes *Lanes) error {
		lane := lanes.Open(Opening{Ack: func(Mark) {}})
		m := lane.Messages()
		m.Add(Message{Value: []byte("x")})
		if err := m.Send(ctx, 1); err != nil {
			return err
		}
		end()
		<-ctx.Done()
		return lane.Drain(context.WithoutCancel(ctx))
	})
	sink := &collector{hold: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	end = func() {
		cancel()
		time.AfterFunc(40*time.Millisecond, func() { close(sink.hold) })
	}
	if err := New(settingsFor(t, source, sink)).Run(ctx); err != nil || len(sink.records) != 1 {
		t.Errorf("%v, %d records", err, len(sink.records))
	}
	stuck := &collector{hold: make(chan struct{})}
	o := settingsFor(t, source, stuck)
	o.ShutdownTimeout = 50 * time.Millisecond
	ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	end = cancel
	if err := New(o).Run(ctx); !errors.Is(err, errShutdown) {
		t.Errorf("a sink that is stuck: %v", err)
	}
}

// TestWhatCannotBeReadIsWithheld: a lane that carried something which nobody can
// read any more shows nothing of its next record.
func TestWhatCannotBeReadIsWithheld(t *testing.T) {
	message := sourceFunc(func(ctx context.Context, lanes *Lanes) error {
		lane := lanes.Open(Opening{Resume: []byte("damaged"), Ack: func(Mark) {}})
		m := lane.Messages()
		m.Add(Message{Value: []byte("one, two")})
		m.Add(Message{Value: []byte("three, four"), Offset: 1})
		return errors.Join(m.Send(ctx, 2), lane.Drain(ctx))
	})
	line := sourceFunc(func(ctx context.Context, lanes *Lanes) error {
		lane := lanes.Open(Opening{Resume: []byte("damaged"), Ack: func(Mark) {}})
		text := lane.Text(0)
		_, err := text.Read(ctx, strings.NewReader("one, two\nthree, four\n"))
		return errors.Join(err, lane.Drain(ctx))
	})
	for name, source := range map[string]Source{"messages": message, "lines": line} {
		sink := &collector{}
		if err := New(settingsFor(t, source, sink)).Run(context.Background()); err != nil {
			t.Fatal(err)
		}
		if got := sink.text(); got != "[WITHHELD]\nthree, four\n" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestALateReadIsHarmless: a source that left a read behind when the pipeline
// gave up may still try to send.
func TestALateReadIsHarmless(t *testing.T) {
	refuse := func(Record) string { return "no" }
	for range 20 {
		var late sync.WaitGroup
		source := sourceFunc(func(ctx context.Context, lanes *Lanes) error {
			lane := lanes.Open(Opening{Ack: func(Mark) {}})
			late.Go(func() {
				text := lane.Text(0)
				for {
					if _, err := text.Read(context.WithoutCancel(ctx), strings.NewReader("line\n")); err != nil {
						return
					}
				}
			})
			<-ctx.Done()
			return nil
		})
		if err := New(settingsFor(t, source, &collector{refuse: refuse})).Run(context.Background()); err == nil {
			t.Fatal("the sink's refusal did not end the pipeline")
		}
		late.Wait()
	}
}

// TestOffsetsWithoutMessagesAreAcknowledged: what holds no messages, such as a
// transaction that was aborted, counts as acknowledged together with what is
// before it, and the lane carries over it what it carried.
func TestOffsetsWithoutMessagesAreAcknowledged(t *testing.T) {
	var mu sync.Mutex
	var marks []Mark
	sink := &collector{hold: make(chan struct{})}
	source := sourceFunc(func(ctx context.Context, lanes *Lanes) error {
		lane := lanes.Open(Opening{Origin: Origin{Topic: "raw"}, Ack: func(m Mark) {
			mu.Lock()
			defer mu.Unlock()
			marks = append(marks, m)
		}})
		lane.SetBegin(3)
		pass := func(next int64) error { return lane.Messages().Send(ctx, next) }
		if err := errors.Join(pass(3), pass(5)); err != nil {
			return err
		}
		m := lane.Messages()
		m.Add(Message{Value: []byte("-----BEGIN RSA PRIVATE KEY-----"), Offset: 5})
		if err := errors.Join(m.Send(ctx, 6), pass(8)); err != nil {
			return err
		}
		mu.Lock()
		if len(marks) != 1 {
			t.Errorf("%d marks before the sink has the message, want 1", len(marks))
		}
		mu.Unlock()
		close(sink.hold)
		return errors.Join(lane.Drain(ctx), pass(9), pass(9))
	})
	if err := New(settingsFor(t, source, sink)).Run(context.Background()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range marks {
		got = append(got, fmt.Sprint(m.Position, len(m.Resume) > 0))
	}
	if want := "5 false, 8 true, 9 true"; strings.Join(got, ", ") != want {
		t.Errorf("marks %v, want %s", got, want)
	}
}

// TestAReloadBetweenScanAndSettle: what one version of the configuration has found
// means nothing to the next one, whose kinds and masks are others.
func TestAReloadBetweenScanAndSettle(t *testing.T) {
	var rules []detectors.Rule
	for i := range 3 {
		rules = append(rules, detectors.Rule{Name: fmt.Sprint("order-", i), Pattern: fmt.Sprint("ORD", i, "-[0-9]+")})
	}
	with, err := detectors.New(detectors.Options{Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	o := settingsFor(t, sourceFunc(nil), &collector{})
	without := o.Engines
	o.Engines.Text = with
	p := New(o)
	lane := p.lanes[0].Open(Opening{Ack: func(Mark) {}})
	m := lane.Messages()
	m.Add(Message{Key: []byte("k"), Value: []byte("ORD2-7"), Headers: []Header{{"ref", []byte("ORD2-8")}, {"to", []byte("a@example.com")}}})
	one := &parcel{content: m, lane: lane}
	s := p.newScanners()
	one.engines = s.engines
	one.scan(s, detectors.Carry{})
	p.Reload(without)
	lane.settle(one, p.current(s))
	p.countParcel(one)
	r := one.Records[0]
	if string(r.Value) != "ORD2-7" || string(r.Headers[0].Value) != "ORD2-8" || string(r.Headers[1].Value) != "[FILTERED_EMAIL]" {
		t.Errorf("%q, %q", r.Value, r.Headers)
	}
	if n := p.Stats().Findings["email"]; n != 1 {
		t.Errorf("%d findings of email", n)
	}
}
