package verify

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"scrim/bench/chaos/load"
	"scrim/bench/chaos/promise"
)

const (
	partitions   = 4
	perPartition = 600
	source       = "chaos.raw"
)

func partitionOf(key []byte) int32 {
	h := fnv.New32a()
	h.Write(key)
	return int32(h.Sum32() % partitions)
}

func counts() []int64 { return slices.Repeat([]int64{perPartition}, partitions) }

func topicLoad() *load.Load {
	return load.New(load.Options{
		Seed: 7, Partitions: partitions, Secrets: 3, Keys: 2, Tombstones: 20, Headers: true, Blocks: true,
	}, partitionOf)
}

// mask is what a pipeline without faults makes of a record.
func mask(r load.Record) Output {
	o := Output{Partition: r.Partition, Time: r.Time, Value: bytes.Clone(r.Value)}
	if r.Secret != nil {
		o.Value = slices.Concat(r.Value[:r.At], []byte("[FILTERED]"), r.Value[r.At+len(r.Secret):])
	}
	if r.Key != nil {
		h := fnv.New64a()
		h.Write(r.Key)
		o.Key, o.Partition = fmt.Appendf(nil, "%016x", h.Sum64()), partitionOf(r.Key)
	}
	for _, h := range r.Headers {
		if h.Secret != nil {
			h.Value = []byte("Bearer [FILTERED]")
		}
		o.Headers = append(o.Headers, load.Header{Name: h.Name, Value: h.Value})
	}
	o.Headers = append(o.Headers,
		load.Header{Name: SourceTopic, Value: []byte(source)},
		load.Header{Name: SourcePartition, Value: []byte(strconv.Itoa(int(r.Partition)))},
		load.Header{Name: SourceOffset, Value: []byte(strconv.FormatInt(r.Seq, 10))})
	return o
}

type sent struct {
	record load.Record
	output Output
}

// run is the whole output, in the order of the source.
func run(l *load.Load) []sent {
	var all []sent
	for p := range int32(partitions) {
		for seq := range int64(perPartition) {
			r := l.Record(p, seq)
			all = append(all, sent{r, mask(r)})
		}
	}
	return all
}

func first(t *testing.T, all []sent, is func(load.Record) bool) int {
	t.Helper()
	i := slices.IndexFunc(all, func(s sent) bool { return is(s.record) })
	if i < 0 {
		t.Fatal("BUG: the load has no such record")
	}
	return i
}

func secretValue(r load.Record) bool { return r.Secret != nil && !r.Block }

func TestTopicTellsEachFault(t *testing.T) {
	cases := map[string]struct {
		fault  func(t *testing.T, all []sent) []sent
		broken []promise.Promise
	}{
		"none": {func(_ *testing.T, all []sent) []sent { return all }, nil},
		"duplicates in order": {func(_ *testing.T, all []sent) []sent {
			return slices.Concat(all[:50], all[20:60], all[50:])
		}, nil},
		"a lost record": {func(_ *testing.T, all []sent) []sent { return slices.Delete(all, 10, 11) }, []promise.Promise{Complete}},
		"the last record lost": {func(_ *testing.T, all []sent) []sent { return all[:len(all)-1] },
			[]promise.Promise{Complete}},
		"a swapped pair": {func(t *testing.T, all []sent) []sent {
			i := first(t, all[1:], func(r load.Record) bool { return r.Key == nil })
			j := i + 1 + first(t, all[i+2:], func(r load.Record) bool { return r.Key == nil }) + 1
			all[i+1], all[j] = all[j], all[i+1]
			return all
		}, []promise.Promise{Ordered}},
		"a record of nobody": {func(_ *testing.T, all []sent) []sent {
			stranger := all[0]
			stranger.output.Headers = slices.Clone(stranger.output.Headers)
			stranger.output.Headers[len(stranger.output.Headers)-1].Value = []byte("99999")
			return append(all, stranger)
		}, []promise.Promise{Known}},
		"a raw secret": {func(t *testing.T, all []sent) []sent {
			i := first(t, all, secretValue)
			all[i].output.Value = all[i].record.Value
			return all
		}, []promise.Promise{NoSecret}},
		"half of a raw secret": {func(t *testing.T, all []sent) []sent {
			i := first(t, all, func(r load.Record) bool { return secretValue(r) && len(r.Secret) >= 40 })
			r := all[i].record
			all[i].output.Value = slices.Concat(r.Value[:r.At], []byte("[FILTERED]"), r.Value[r.At+20:])
			return all
		}, []promise.Promise{NoSecret}},
		"a line of a private key": {func(t *testing.T, all []sent) []sent {
			i := first(t, all, func(r load.Record) bool { return r.Block && r.Secret != nil })
			all[i].output.Value = all[i].record.Value
			return all
		}, []promise.Promise{NoSecret}},
		"a secret that repeats only in a duplicate": {func(t *testing.T, all []sent) []sent {
			again := all[first(t, all, secretValue)]
			again.output.Value = again.record.Value
			return append(all, again)
		}, []promise.Promise{NoSecret}},
		"a raw secret in a header": {func(t *testing.T, all []sent) []sent {
			i := first(t, all, func(r load.Record) bool { return len(r.Headers) == 5 })
			all[i].output.Headers[4].Value = all[i].record.Headers[4].Value
			return all
		}, []promise.Promise{NoSecretTag}},
		"a raw address as key": {func(t *testing.T, all []sent) []sent {
			for i := range all {
				if all[i].record.SecretKey {
					all[i].output.Key = all[i].record.Key
				}
			}
			return all
		}, []promise.Promise{NoSecretKey}},
		"two keys that became one": {func(t *testing.T, all []sent) []sent {
			i := first(t, all, func(r load.Record) bool { return r.Key != nil })
			for j := range all {
				if all[j].record.Key != nil && !bytes.Equal(all[j].record.Key, all[i].record.Key) {
					all[j].output.Key = all[i].output.Key
					break
				}
			}
			return all
		}, []promise.Promise{SameKeys}},
		"one key that became two": {func(t *testing.T, all []sent) []sent {
			i := first(t, all, func(r load.Record) bool { return r.Key != nil })
			j := i + 1 + first(t, all[i+1:], func(r load.Record) bool { return bytes.Equal(r.Key, all[i].record.Key) })
			all[j].output.Key = []byte("another")
			return all
		}, []promise.Promise{SameKeys}},
		"a key in the partition of its masked form": {func(t *testing.T, all []sent) []sent {
			i := first(t, all, func(r load.Record) bool { return r.Key != nil })
			all[i].output.Partition = (all[i].output.Partition + 1) % partitions
			return all
		}, []promise.Promise{KeyPlace}},
		"a null key elsewhere": {func(t *testing.T, all []sent) []sent {
			i := first(t, all, func(r load.Record) bool { return r.Key == nil })
			all[i].output.Partition = (all[i].output.Partition + 1) % partitions
			return all
		}, []promise.Promise{NullKeys}},
		"a null key that became empty": {func(t *testing.T, all []sent) []sent {
			all[first(t, all, func(r load.Record) bool { return r.Key == nil })].output.Key = []byte{}
			return all
		}, []promise.Promise{NullKeys}},
		"a tombstone that became empty": {func(t *testing.T, all []sent) []sent {
			all[first(t, all, func(r load.Record) bool { return r.Value == nil })].output.Value = []byte{}
			return all
		}, []promise.Promise{Tombstones}},
		"a record that became a tombstone": {func(_ *testing.T, all []sent) []sent {
			all[first(t, all, func(r load.Record) bool { return r.Value != nil && r.Secret == nil })].output.Value = nil
			return all
		}, []promise.Promise{Tombstones}},
		"another timestamp": {func(_ *testing.T, all []sent) []sent {
			all[3].output.Time = all[3].output.Time.Add(time.Millisecond)
			return all
		}, []promise.Promise{Times}},
		"a missing header": {func(_ *testing.T, all []sent) []sent {
			all[4].output.Headers = all[4].output.Headers[1:]
			return all
		}, []promise.Promise{Headers}},
		"headers in another order": {func(_ *testing.T, all []sent) []sent {
			hs := all[4].output.Headers
			hs[0], hs[1] = hs[1], hs[0]
			return all
		}, []promise.Promise{Headers}},
		// What does not say where it came from is lost, too.
		"a missing origin": {func(_ *testing.T, all []sent) []sent {
			hs := all[4].output.Headers
			all[4].output.Headers = hs[:len(hs)-1]
			return all
		}, []promise.Promise{Complete, Dedupe}},
		"the origin twice": {func(_ *testing.T, all []sent) []sent {
			hs := all[4].output.Headers
			all[4].output.Headers = append(hs, hs[len(hs)-1])
			return all
		}, []promise.Promise{Complete, Dedupe}},
		"another byte": {func(t *testing.T, all []sent) []sent {
			all[first(t, all, secretValue)].output.Value[5] ^= 1
			return all
		}, []promise.Promise{Untouched}},
		"a mask that breaks JSON": {func(t *testing.T, all []sent) []sent {
			i := first(t, all, func(r load.Record) bool { return secretValue(r) && r.Value[0] == '{' })
			all[i].output.Value = bytes.Replace(all[i].output.Value, []byte("[FILTERED]"), []byte(`"`), 1)
			return all
		}, []promise.Promise{ValidJSON}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			l := topicLoad()
			ledger := promise.New("test")
			topic := NewTopic(ledger, l, source, counts(), partitionOf)
			for _, s := range c.fault(t, run(l)) {
				topic.Add(s.output)
			}
			topic.Finish()
			if got := ledger.Broken(); !slices.Equal(got, c.broken) {
				t.Errorf("broken %q, want %q", got, c.broken)
			}
		})
	}
}

func TestReportOfABreachHoldsNoSecret(t *testing.T) {
	l := topicLoad()
	ledger := promise.New("test")
	topic := NewTopic(ledger, l, source, counts(), partitionOf)
	leaks := NewLeaks(l, counts())
	for _, s := range run(l) {
		s.output.Value, s.output.Key = s.record.Value, s.record.Key
		topic.Add(s.output)
	}
	var text bytes.Buffer
	ledger.Write(&text)
	if !strings.Contains(text.String(), "broken: no raw secret in a value: record 0-") {
		t.Fatalf("no breach was reported:\n%s", text.String())
	}
	again := promise.New("report", Silent)
	leaks.Check(again, "report", text.Bytes())
	if again.Broken() != nil {
		t.Error("the report has a secret in it")
	}
}

func TestLinesTellEachFault(t *testing.T) {
	l := load.New(load.Options{Seed: 7, Partitions: partitions, Secrets: 3}, partitionOf)
	cases := map[string]struct {
		fault  func(lines [][]byte) [][]byte
		broken []promise.Promise
	}{
		"none":            {func(lines [][]byte) [][]byte { return lines }, nil},
		"a duplicate":     {func(lines [][]byte) [][]byte { return slices.Insert(lines, 9, lines[3:7]...) }, nil},
		"a lost line":     {func(lines [][]byte) [][]byte { return slices.Delete(lines, 9, 10) }, []promise.Promise{Complete}},
		"a swapped pair":  {func(lines [][]byte) [][]byte { lines[8], lines[9] = lines[9], lines[8]; return lines }, []promise.Promise{Ordered}},
		"a torn line":     {func(lines [][]byte) [][]byte { lines[8] = lines[8][:20]; return lines }, []promise.Promise{Complete, Whole}},
		"two lines glued": {func(lines [][]byte) [][]byte { lines[8] = slices.Concat(lines[8], lines[9]); return lines }, []promise.Promise{Complete, Whole}},
		"a line cut off": {func(lines [][]byte) [][]byte { lines[8] = lines[8][:len(lines[8])-1]; return lines },
			[]promise.Promise{Untouched}},
		"a raw secret": {func(lines [][]byte) [][]byte {
			for seq := range int64(perPartition) {
				if r := l.Record(0, seq); r.Secret != nil {
					lines[seq] = r.Value
					return lines
				}
			}
			return nil
		}, []promise.Promise{NoSecret}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			ledger := promise.New("test")
			check := NewLines(ledger, l, counts())
			var lines [][]byte
			for _, s := range run(l) {
				lines = append(lines, s.output.Value)
			}
			for _, line := range c.fault(lines) {
				check.Add(line)
			}
			check.Finish()
			if got := ledger.Broken(); !slices.Equal(got, c.broken) {
				t.Errorf("broken %q, want %q", got, c.broken)
			}
		})
	}
}

func TestLeaksFindsASecretAnywhere(t *testing.T) {
	l := topicLoad()
	leaks := NewLeaks(l, counts())
	all := run(l)
	secret := all[first(t, all, secretValue)].record.Secret
	for name, c := range map[string]struct {
		text string
		want []promise.Promise
	}{
		"clean":          {"level=info msg=started", nil},
		"at the end":     {"cannot send " + string(secret), []promise.Promise{Silent}},
		"without blanks": {"x" + string(secret) + "y", []promise.Promise{Silent}},
	} {
		t.Run(name, func(t *testing.T) {
			ledger := promise.New("test")
			leaks.Check(ledger, name, []byte(c.text))
			if got := ledger.Broken(); !slices.Equal(got, c.want) {
				t.Errorf("broken %q, want %q", got, c.want)
			}
		})
	}
}
