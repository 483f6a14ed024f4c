package verify

import (
	"bytes"
	"strconv"
	"sync"
	"time"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/promise"
)

// The headers by which a consumer removes duplicates; decimal numbers.
const (
	SourceTopic     = "scrim-source-topic"
	SourcePartition = "scrim-source-partition"
	SourceOffset    = "scrim-source-offset"
)

// Output is a record of the output topic.
type Output struct {
	Partition  int32
	Key, Value []byte
	Headers    []load.Header
	Time       time.Time
}

// Topic checks an output topic. Records of one partition must be given in their
// order. It is safe for concurrent use.
type Topic struct {
	load      *load.Load
	source    string
	partition func(key []byte) int32
	ledger    *promise.Ledger

	mu       sync.Mutex
	arrivals *arrivals
	masked   map[string]string
	raw      map[string]string
}

// NewTopic makes the check of a topic to which counts[p] records of each
// partition p of the topic source were sent. The offset of a record there must
// be its sequence number. partition gives the partition of a raw key.
func NewTopic(ledger *promise.Ledger, l *load.Load, source string, counts []int64, partition func([]byte) int32) *Topic {
	ledger.Declare(Complete, Ordered, Known, Dedupe, NoSecret, NoSecretKey, NoSecretTag, Untouched, ValidJSON,
		SameKeys, KeyPlace, NullKeys, Times, Headers, Tombstones)
	return &Topic{
		load: l, source: source, partition: partition, ledger: ledger,
		arrivals: newArrivals(ledger, counts), masked: map[string]string{}, raw: map[string]string{},
	}
}

// Add checks a record.
func (t *Topic) Add(o Output) {
	t.mu.Lock()
	defer t.mu.Unlock()
	own, partition, seq, ok := t.origin(o.Headers)
	if !t.ledger.Check(Dedupe, ok, place{o.Partition, -1, "in the output topic: the origin is missing, doubled or no number"}) {
		return
	}
	if _, known := t.arrivals.add(partition, seq, o.Partition); !known {
		return
	}
	sent := t.load.Record(partition, seq)
	at := place{partition: partition, seq: seq}
	t.ledger.Check(Tombstones, (o.Value == nil) == (sent.Value == nil), at)
	if o.Value != nil && sent.Value != nil {
		checkValue(t.ledger, &sent, o.Value, at)
	}
	t.ledger.Check(Times, o.Time.Equal(sent.Time), at)
	t.checkHeaders(&sent, own, at)
	t.checkKey(&sent, o, at)
}

// origin splits the headers into those of the source and where it stood.
func (t *Topic) origin(headers []load.Header) (own []load.Header, partition int32, seq int64, ok bool) {
	found := map[string]string{}
	for _, h := range headers {
		switch h.Name {
		case SourceTopic, SourcePartition, SourceOffset:
			if _, twice := found[h.Name]; twice {
				return nil, 0, 0, false
			}
			found[h.Name] = string(h.Value)
		default:
			own = append(own, h)
		}
	}
	p, err := strconv.ParseInt(found[SourcePartition], 10, 32)
	if err != nil {
		return nil, 0, 0, false
	}
	seq, err = strconv.ParseInt(found[SourceOffset], 10, 64)
	return own, int32(p), seq, err == nil && found[SourceTopic] == t.source
}

func (t *Topic) checkHeaders(sent *load.Record, own []load.Header, at place) {
	same := len(own) == len(sent.Headers)
	for i := 0; same && i < len(own); i++ {
		want := sent.Headers[i]
		same = own[i].Name == want.Name && (want.Secret != nil || bytes.Equal(own[i].Value, want.Value))
	}
	t.ledger.Check(Headers, same, at)
	for _, h := range sent.Headers {
		if h.Secret == nil {
			continue
		}
		leaked := false
		for _, o := range own {
			leaked = leaked || holds(o.Value, h.Secret) || holds([]byte(o.Name), h.Secret)
		}
		t.ledger.Check(NoSecretTag, !leaked, at)
	}
}

func (t *Topic) checkKey(sent *load.Record, o Output, at place) {
	if sent.Key == nil {
		t.ledger.Check(NullKeys, o.Key == nil && o.Partition == sent.Partition, at)
		return
	}
	if sent.SecretKey {
		t.ledger.Check(NoSecretKey, !bytes.Contains(o.Key, sent.Key), at)
	}
	masked, seenRaw := t.masked[string(sent.Key)]
	raw, seenMasked := t.raw[string(o.Key)]
	if !seenRaw {
		t.masked[string(sent.Key)] = string(o.Key)
	}
	if !seenMasked {
		t.raw[string(o.Key)] = string(sent.Key)
	}
	t.ledger.Check(SameKeys, o.Key != nil && (!seenRaw || masked == string(o.Key)) && (!seenMasked || raw == string(sent.Key)), at)
	t.ledger.Check(KeyPlace, o.Partition == t.partition(sent.Key), at)
}

// Finish checks that everything came.
func (t *Topic) Finish() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.arrivals.missing()
}

// Arrived is how many different records came, of how many, and how many came
// again.
func (t *Topic) Arrived() (arrived, expected, duplicates int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.arrivals.arrived, t.arrivals.expected, t.arrivals.duplicates
}
