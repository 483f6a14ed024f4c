package promise

import (
	"fmt"
	"io"
	"sync"
)

// Promise is a sentence that holds or does not.
type Promise string

// maxExamples is how many breaches of one promise are told; the rest is counted.
const maxExamples = 3

type account struct {
	promise         Promise
	checked, broken int64
	examples        []string
}

type fact struct{ name, value string }

// Ledger is what one scenario found out.
type Ledger struct {
	name string

	mu       sync.Mutex
	accounts []*account
	index    map[Promise]*account
	facts    []fact
	skipped  string
}

// New makes the ledger of a scenario. Further promises are declared by Declare.
func New(scenario string, promises ...Promise) *Ledger {
	l := &Ledger{name: scenario, index: map[Promise]*account{}}
	l.Declare(promises...)
	return l
}

// Declare adds promises that have to be checked at least once.
func (l *Ledger) Declare(promises ...Promise) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, p := range promises {
		l.account(p)
	}
}

func (l *Ledger) account(p Promise) *account {
	a := l.index[p]
	if a == nil {
		a = &account{promise: p}
		l.index[p] = a
		l.accounts = append(l.accounts, a)
	}
	return a
}

// Check notes that p was checked, and where it was broken. The place must not
// hold what a promise keeps secret.
func (l *Ledger) Check(p Promise, holds bool, place fmt.Stringer) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	a := l.account(p)
	a.checked++
	if !holds {
		a.broken++
		if len(a.examples) < maxExamples {
			a.examples = append(a.examples, place.String())
		}
	}
	return holds
}

// Checkf is Check for what is checked seldom.
func (l *Ledger) Checkf(p Promise, holds bool, format string, args ...any) bool {
	return l.Check(p, holds, text(fmt.Sprintf(format, args...)))
}

type text string

func (t text) String() string { return string(t) }

// Note adds a figure to the report.
func (l *Ledger) Note(name, format string, args ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.facts = append(l.facts, fact{name, fmt.Sprintf(format, args...)})
}

// Skip says why nothing was run. A skipped ledger breaks no promise.
func (l *Ledger) Skip(reason string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.skipped = reason
}

// Broken are the promises that do not hold, those never checked included.
func (l *Ledger) Broken() []Promise {
	l.mu.Lock()
	defer l.mu.Unlock()
	var broken []Promise
	if l.skipped != "" {
		return nil
	}
	for _, a := range l.accounts {
		if a.broken > 0 || a.checked == 0 {
			broken = append(broken, a.promise)
		}
	}
	return broken
}

// Write writes the report as Markdown.
func (l *Ledger) Write(w io.Writer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintf(w, "## %s\n\n", l.name)
	if l.skipped != "" {
		fmt.Fprintf(w, "skipped: %s\n\n", l.skipped)
		return
	}
	for _, f := range l.facts {
		fmt.Fprintf(w, "- %s: %s\n", f.name, f.value)
	}
	if len(l.accounts) == 0 {
		fmt.Fprintln(w)
		return
	}
	fmt.Fprint(w, "\n| promise | checked | broken |\n|---|--:|--:|\n")
	for _, a := range l.accounts {
		fmt.Fprintf(w, "| %s | %d | %s |\n", a.promise, a.checked, a.verdict())
	}
	fmt.Fprintln(w)
	for _, a := range l.accounts {
		for _, e := range a.examples {
			fmt.Fprintf(w, "- broken: %s: %s\n", a.promise, e)
		}
	}
	fmt.Fprintln(w)
}

func (a *account) verdict() string {
	switch {
	case a.checked == 0:
		return "**never checked**"
	case a.broken > 0:
		return fmt.Sprintf("**%d**", a.broken)
	}
	return "0"
}
