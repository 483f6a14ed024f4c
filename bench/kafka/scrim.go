package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/segmentio/kafka-go"
)

// configuration is that of the pipeline which is measured: everything that is on
// by default is detected; keys are looked at too.
const configuration = `
[[source]]
type = "kafka"
brokers = [%[1]q]
topics = [%[2]q]
group = %[3]q
key = "withhold"

[[sink]]
type = "kafka"
brokers = [%[1]q]
topic = %[4]q

[dead_letter]
type = "file"
path = %[5]q
`

// copyScrim runs the program until it has copied everything. Its CPU time counts
// as ours, since we wait for it.
func copyScrim(ctx context.Context) error {
	if *scrim == "" {
		return errors.New("needs the path of the program: -scrim bin/scrim")
	}
	folder, err := os.MkdirTemp("", "scrim-bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "scrim.toml")
	group := fmt.Sprintf("bench-%d", time.Now().UnixNano())
	text := fmt.Sprintf(configuration, *broker, in, group, out, filepath.Join(folder, "dead.jsonl"))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var said bytes.Buffer
	program := exec.Command(*scrim, "run", "-c", file)
	program.Stderr = &said
	if err := program.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() {
		ended <- program.Wait()
		cancel()
	}()
	waiting := waitForAll(ctx)
	_ = program.Process.Signal(syscall.SIGTERM)
	if err := errors.Join(waiting, <-ended); err != nil {
		return fmt.Errorf("%w: %s", err, said.String())
	}
	return nil
}

// waitForAll waits until the topic out has as many messages as were written.
func waitForAll(ctx context.Context) error {
	client := &kafka.Client{Addr: kafka.TCP(*broker), Timeout: 10 * time.Second}
	var ask []kafka.OffsetRequest
	for i := range partitions {
		ask = append(ask, kafka.LastOffsetOf(i))
	}
	for {
		answer, err := client.ListOffsets(ctx, &kafka.ListOffsetsRequest{Topics: map[string][]kafka.OffsetRequest{out: ask}})
		if err != nil {
			return err
		}
		var sum int64
		for _, p := range answer.Topics[out] {
			sum += max(0, p.LastOffset)
		}
		if sum >= int64(*messages) {
			return nil
		}
		time.Sleep(50 * time.Millisecond)
	}
}
