package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"scrim/bench/peers/scratch"
)

// options are the command's flags. It is to be run in the main folder.
type options struct {
	scrim, biglog, filters string
	python                 string
	log                    string
	mb, rounds             int
	limit                  time.Duration
	seed                   string
	requests               int
	results                string
}

func main() {
	var o options
	flag.StringVar(&o.scrim, "scrim", filepath.Join("bin", "scrim"), "the binary to measure")
	flag.StringVar(&o.biglog, "biglog", filepath.Join("bin", "biglog"), "the command that makes the log")
	flag.StringVar(&o.filters, "filters", filepath.Join("bin", "peers"), "folder with the peers that are made of packages")
	flag.StringVar(&o.python, "python", "", "the Python of bench/accuracy; recall is left out without it")
	flag.StringVar(&o.log, "log", "", "a log of one's own; one is made if it is empty")
	flag.IntVar(&o.mb, "mb", 128, "size of the log that is made, in megabytes (10^6 bytes)")
	flag.IntVar(&o.rounds, "rounds", 5, "how often each tool is measured")
	flag.DurationVar(&o.limit, "limit", 6*time.Second, "about how long a run may take; slower tools get the beginning of the log")
	flag.StringVar(&o.seed, "seed", "1", "seed of the corpus by which recall is scored")
	flag.IntVar(&o.requests, "requests", 1200, "requests of that corpus, if it has to be made")
	flag.StringVar(&o.results, "results", filepath.Join("bench", "results"), "folder for the table and the chart")
	flag.Parse()
	if err := run(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(2)
	}
}

func run(o options, stdout io.Writer) error {
	if o.mb < 1 || o.rounds < 1 {
		return fmt.Errorf("a log of %d MB and %d rounds cannot be measured", o.mb, o.rounds)
	}
	dir, remove, err := scratch.Folder("scrim-peers")
	if err != nil {
		return err
	}
	defer remove()
	log, err := prepareLog(o, dir)
	if err != nil {
		return err
	}
	tools, err := ready(installed(o), log, o.limit, dir)
	if err != nil {
		return err
	}
	if err := measureAll(tools, o.rounds); err != nil {
		return err
	}
	scores := recall(o, tools)
	return write(newReport(o, log, tools, scores), o.results, stdout)
}

// progress says on standard error what is done now.
func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
}
