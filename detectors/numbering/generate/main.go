// Command generate compiles the numbering plans of the module
// github.com/nyaruka/phonenumbers into the tables of package numbering. The
// same version of that module always gives the same bytes.
package main

import (
	"flag"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	path := flag.String("o", "plans.go", "the file to write")
	flag.Parse()
	source, err := generate()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(*path, source, 0o644); err != nil {
		log.Fatal(err)
	}
}

// generate returns the Go source of the tables.
func generate() ([]byte, error) {
	p, err := newPlans()
	if err != nil {
		return nil, err
	}
	t, err := newTables(p)
	if err != nil {
		return nil, err
	}
	return t.source()
}
