package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"scrim/bench/peers/scratch"
)

// options are the command's flags. It is to be run in the main folder.
type options struct {
	scrim, biglog string
	mb, rounds    int
	results       string
}

func main() {
	var o options
	flag.StringVar(&o.scrim, "scrim", filepath.Join("bin", "scrim"), "the binary to measure")
	flag.StringVar(&o.biglog, "biglog", filepath.Join("bin", "biglog"), "the command that makes the logs")
	flag.IntVar(&o.mb, "mb", 32, "size of each log in megabytes (10^6 bytes)")
	flag.IntVar(&o.rounds, "rounds", 5, "how often each point is measured")
	flag.StringVar(&o.results, "results", filepath.Join("bench", "results"), "folder for the tables and the chart")
	flag.Parse()
	if err := run(o, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "growth:", err)
		os.Exit(2)
	}
}

func run(o options, stdout io.Writer) error {
	if o.mb < 1 || o.rounds < 1 {
		return fmt.Errorf("logs of %d MB and %d rounds cannot be measured", o.mb, o.rounds)
	}
	dir, remove, err := scratch.Folder("scrim-growth")
	if err != nil {
		return err
	}
	defer remove()
	progress("making logs of %d MB", o.mb)
	all, err := maker{o, dir}.series()
	if err != nil {
		return err
	}
	if err := measureAll(o, all); err != nil {
		return err
	}
	return write(newReport(o, all), o.results, stdout)
}

// progress says on standard error what is done now.
func progress(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
}
