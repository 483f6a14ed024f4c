package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/segmentio/kafka-go"
)

const (
	in         = "bench.in"
	out        = "bench.out"
	partitions = 4
)

var (
	broker   = flag.String("broker", "127.0.0.1:9092", "address of the broker")
	messages = flag.Int("messages", 1_000_000, "how many messages")
	rounds   = flag.Int("rounds", 5, "how often every way is measured")
	scrim    = flag.String("scrim", "", "path of the program, for the way that runs it")
	text     = flag.String("log", "", "file whose lines are the messages; without it they have 300 bytes each")
	only     = flag.String("only", "", "measure ways with this in their name only")
	way      = flag.String("way", "", "run this way in this process")
)

// ways are what is measured, in their order in the table.
var ways = []struct {
	name string
	run  func(context.Context) error
}{
	{"read/kafka-go Reader", readReader},
	{"read/kafka-go Client.Fetch", readFetch},
	{"read/kafka-go Conn.ReadBatch", readBatch},
	{"read/cluster.Fetch", readCluster},
	{"read/franz-go", readFranz},
	{"write/kafka-go Writer", writeWriter},
	{"write/kafka-go Client.Produce", writeProduce},
	{"write/cluster.Produce", writeCluster},
	{"write/franz-go", writeFranz},
	{"copy/cluster", copyCluster},
	{"copy/scrim run", copyScrim},
	{"copy/franz-go", copyFranz},
}

func main() {
	log.SetFlags(0)
	flag.Parse()
	ctx := context.Background()
	for _, w := range ways {
		if *way == w.name {
			if err := w.run(ctx); err != nil {
				log.Fatalf("cannot run %q: %v", w.name, err)
			}
			return
		}
	}
	if err := measure(ctx); err != nil {
		log.Fatal(err)
	}
}

func measure(ctx context.Context) error {
	if err := makeTopic(ctx, in); err != nil {
		return err
	}
	if err := writeFranzTo(ctx, in); err != nil {
		return err
	}
	cpu := make(map[string][]time.Duration)
	wall := make(map[string][]time.Duration)
	for range *rounds {
		for _, w := range ways {
			if !strings.Contains(w.name, *only) {
				continue
			}
			if err := makeTopic(ctx, out); err != nil {
				return err
			}
			child := exec.Command(os.Args[0], "-broker", *broker, "-messages", fmt.Sprint(*messages), "-scrim", *scrim, "-log", *text, "-way", w.name)
			child.Stdout, child.Stderr = os.Stdout, os.Stderr
			start := time.Now()
			if err := child.Run(); err != nil {
				return err
			}
			wall[w.name] = append(wall[w.name], time.Since(start))
			s := child.ProcessState
			cpu[w.name] = append(cpu[w.name], s.UserTime()+s.SystemTime())
		}
	}
	fmt.Println("| way | CPU s per million, median (smallest) | wall s per million |\n|---|--:|--:|")
	million := float64(*messages) / 1e6
	for _, w := range ways {
		if len(cpu[w.name]) == 0 {
			continue
		}
		fmt.Printf("| %s | %.2f (%.2f) | %.2f |\n", w.name, median(cpu[w.name])/million, slices.Min(cpu[w.name]).Seconds()/million,
			median(wall[w.name])/million)
	}
	return nil
}

func median(d []time.Duration) float64 {
	slices.Sort(d)
	return d[len(d)/2].Seconds()
}

func makeTopic(ctx context.Context, name string) error {
	client := &kafka.Client{Addr: kafka.TCP(*broker), Timeout: 10 * time.Second}
	if _, err := client.DeleteTopics(ctx, &kafka.DeleteTopicsRequest{Topics: []string{name}}); err != nil {
		return err
	}
	for {
		answer, err := client.CreateTopics(ctx, &kafka.CreateTopicsRequest{Topics: []kafka.TopicConfig{
			{Topic: name, NumPartitions: partitions, ReplicationFactor: 1}}})
		if err != nil {
			return err
		}
		if answer.Errors[name] == nil {
			time.Sleep(300 * time.Millisecond) // until the leaders are known
			return nil
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// value is the ith message.
func value(i int) []byte {
	all := lines()
	return all[i%len(all)]
}

// lines are the different messages: such of 300 bytes, or those of a log.
var lines = sync.OnceValue(func() (all [][]byte) {
	if *text == "" {
		return [][]byte{[]byte(strings.Repeat("2026-11-22 10:00:00,000 INFO django.request GET /orders/17/ 200 ", 5)[:300])}
	}
	log, err := os.ReadFile(*text)
	if err != nil {
		panic(err)
	}
	return bytes.Split(bytes.TrimSpace(log), []byte("\n"))
})

// mark is the value of the header that every message has.
var mark = []byte("20261122")

// key is the ith message's.
func key(i int) []byte { return fmt.Appendf(nil, "order-%08d", i) }
