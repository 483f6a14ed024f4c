package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// options are the command's flags.
type options struct {
	scrim    string
	dir      string
	patterns string
	results  string
	mb       int
	rounds   int
	hit      float64
	seed     uint64
	save     bool
}

func main() {
	var o options
	flag.StringVar(&o.scrim, "scrim", filepath.Join("bin", "scrim"), "the binary to measure")
	flag.StringVar(&o.dir, "dir", "bin", "folder that keeps the log between runs")
	flag.StringVar(&o.patterns, "patterns", filepath.Join("bench", "patterns.txt"), "ripgrep's patterns")
	flag.StringVar(&o.results, "results", filepath.Join("bench", "results"), "folder for -save")
	flag.IntVar(&o.mb, "mb", 256, "size of the log in megabytes (10^6 bytes)")
	flag.IntVar(&o.rounds, "rounds", 5, "how often each command is measured")
	flag.Float64Var(&o.hit, "hit", 0.2, "share of lines that hold a secret")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the log")
	flag.BoolVar(&o.save, "save", false, "write the table to the results folder too")
	flag.Parse()
	if err := run(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "throughput:", err)
		os.Exit(2)
	}
}

func run(o options, stdout io.Writer) error {
	log, err := prepareLog(o)
	if err != nil {
		return err
	}
	masks, err := checkOutput(o.scrim, log)
	if err != nil {
		return err
	}
	cs := contenders(o)
	if err := measureAll(cs, log, o.rounds); err != nil {
		return err
	}
	var report bytes.Buffer
	writeReport(&report, o, log, masks, cs)
	if _, err := stdout.Write(report.Bytes()); err != nil {
		return err
	}
	if o.save {
		return saveReport(o.results, report.Bytes())
	}
	return nil
}
