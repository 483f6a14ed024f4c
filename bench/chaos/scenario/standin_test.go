package scenario

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/twmb/franz-go/pkg/kgo"

	"scrim/bench/chaos/cluster"
	"scrim/bench/chaos/verify"
)

// standInFault is the variable that makes the test's program a simple pipeline
// from topic to topic, with a fault: so that scenarios are known to notice.
const standInFault = "CHAOS_STAND_IN"

func TestMain(m *testing.M) {
	if fault, ok := os.LookupEnv(standInFault); ok && len(os.Args) == 4 && os.Args[1] == "run" {
		if err := newStandIn(fault, os.Args[3]).run(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

type standIn struct {
	fault string
	path  string
	count atomic.Int64
	mask  *regexp.Regexp
	place func([]byte) int32

	Source []struct {
		Type, Group              string
		Brokers, Topics, Include []string
	}
	Sink []struct {
		Type, Topic, Path string
		Brokers           []string
	}
	Metrics struct{ Listen string }
}

func newStandIn(fault, path string) *standIn {
	return &standIn{
		fault: fault, path: path, place: cluster.Murmur2(partitions),
		mask: regexp.MustCompile(`(Bearer )[\w]+|(=)eyJ[\w.-]+|()[a-z]+\.[a-z]+\d+@[a-z.]+|(phone=)\+\d+|(sessionid=)\w+|(shop:)\w+|(^)[A-Za-z0-9+/]{64}$`),
	}
}

func (s *standIn) run() error {
	if _, err := toml.DecodeFile(s.path, s); err != nil {
		return err
	}
	l, err := net.Listen("tcp", s.Metrics.Listen)
	if err != nil {
		return err
	}
	go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintf(w, "records_total %d\n", s.count.Load()) }))
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if s.Source[0].Type == "file" {
		return s.files(ctx)
	}
	return s.topics(ctx)
}

func (s *standIn) topics(ctx context.Context) error {
	client, err := kgo.NewClient(kgo.SeedBrokers(s.Source[0].Brokers...), kgo.ConsumerGroup(s.Source[0].Group),
		kgo.ConsumeTopics(s.Source[0].Topics...), kgo.ConsumeResetOffset(kgo.NewOffset().AtStart()), kgo.DisableAutoCommit(),
		kgo.BlockRebalanceOnPoll(), kgo.SessionTimeout(6*time.Second), kgo.RecordPartitioner(kgo.ManualPartitioner()))
	if err != nil {
		return err
	}
	defer client.CloseAllowingRebalance()
	last := time.Now()
	for ctx.Err() == nil {
		fetches := client.PollRecords(ctx, 2000)
		if s.fault == "commits first" {
			if err := client.CommitUncommittedOffsets(context.Background()); err != nil {
				return err
			}
		}
		if err := client.ProduceSync(context.Background(), s.output(fetches.Records())...).FirstErr(); err != nil {
			return err
		}
		if time.Since(last) > commitInterval/2 || ctx.Err() != nil {
			last = time.Now()
			if err := client.CommitUncommittedOffsets(context.Background()); err != nil && !errors.Is(err, context.Canceled) {
				fmt.Fprintln(os.Stderr, err)
			}
		}
		client.AllowRebalance()
	}
	return nil
}

func (s *standIn) output(in []*kgo.Record) []*kgo.Record {
	var out []*kgo.Record
	for _, r := range in {
		n := s.count.Add(1)
		if s.fault == "loses" && n%500 == 0 {
			continue
		}
		o := &kgo.Record{Topic: s.Sink[0].Topic, Partition: r.Partition, Timestamp: r.Timestamp, Value: r.Value}
		if r.Value != nil && !(s.fault == "leaks" && n%500 == 0) {
			o.Value = s.masked(r.Value)
		}
		if r.Key != nil {
			h := hmac.New(sha256.New, []byte("stand-in"))
			h.Write(r.Key)
			o.Key, o.Partition = []byte(hex.EncodeToString(h.Sum(nil))), s.place(r.Key)
		}
		for _, h := range r.Headers {
			o.Headers = append(o.Headers, kgo.RecordHeader{Key: h.Key, Value: s.masked(h.Value)})
		}
		o.Headers = append(o.Headers, kgo.RecordHeader{Key: verify.SourceTopic, Value: []byte(r.Topic)},
			kgo.RecordHeader{Key: verify.SourcePartition, Value: []byte(strconv.Itoa(int(r.Partition)))},
			kgo.RecordHeader{Key: verify.SourceOffset, Value: []byte(strconv.FormatInt(r.Offset, 10))})
		out = append(out, o)
	}
	if s.fault == "swaps" {
		slices.Reverse(out)
	}
	if s.fault == "talks" && len(in) > 0 {
		fmt.Fprintf(os.Stderr, "handled %s\n", in[0].Value)
	}
	return out
}

func (s *standIn) masked(value []byte) []byte {
	return s.mask.ReplaceAll(value, []byte("$1$2$3$4$5$6$7[FILTERED]"))
}
