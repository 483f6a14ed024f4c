package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"

	"scrim/bench/corpus"
)

func main() {
	mb := flag.Int("mb", 256, "size in megabytes (10^6 bytes)")
	hit := flag.Float64("hit", 0.2, "share of lines that hold a secret, 0 to 1")
	seed := flag.Uint64("seed", 1, "the same seed gives the same log")
	out := flag.String("o", "-", "file to write, - for stdout")
	flag.Parse()
	if err := run(*out, *seed, *hit, *mb); err != nil {
		fmt.Fprintln(os.Stderr, "biglog:", err)
		os.Exit(2)
	}
}

func run(path string, seed uint64, hit float64, mb int) error {
	if path == "-" {
		return write(os.Stdout, seed, hit, mb)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := write(f, seed, hit, mb); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func write(dst io.Writer, seed uint64, hit float64, mb int) error {
	w := bufio.NewWriterSize(dst, 1<<20)
	if err := corpus.Write(w, seed, hit, int64(mb)*1e6); err != nil {
		return err
	}
	return w.Flush()
}
