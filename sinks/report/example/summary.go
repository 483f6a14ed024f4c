package example

import (
	"fmt"

	"scrim/detectors"
	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
)

// Began is the time of the first finding, 2026-11-22 13:45:00.123 UTC.
const Began = 1795355100_123000000

// Fingerprint is that of the n-th made-up secret.
func Fingerprint(n int) (f detectors.Fingerprint) {
	f[0], f[1], f[2], f[11] = byte(n>>16), byte(n>>8), byte(n), 0xab
	return f
}

// Leak is the n-th finding, in the file of the given name.
func Leak(file string, n int) leaks.Leak {
	l := leaks.Leak{
		File: file, Line: int64(n) + 1, Column: 17, Kind: "token", Place: leaks.PlaceHeader,
		Weaknesses: []int{522, 532}, Severity: detectors.SeverityCritical, Fingerprint: Fingerprint(n),
		Endpoint: []byte("GET /reset/{token}/"), Logger: []byte("django.request"), Time: Began + int64(n)*1e9,
	}
	if n%3 == 1 {
		l.Kind, l.Place, l.Weaknesses, l.Severity = "email", leaks.PlaceQuery, []int{213, 359, 532, 598}, detectors.SeverityHigh
		l.Endpoint, l.Logger, l.Time = nil, nil, 0
	}
	return l
}

// Summary is a report on two files of the given names, with one secret each.
func Summary(first, second string) *leaks.Summary {
	critical, high := detectors.SeverityCritical, detectors.SeverityHigh
	exact := func(n int64) leaks.Estimate { return leaks.Estimate{N: n} }
	a, b := Leak(first, 0), Leak(second, 1)
	s := &leaks.Summary{
		Evidence: evidence.Evidence{
			Version: "scrim v1.2.3 0123abc go1.26.0 linux/amd64", Config: hash('c'), Flags: []string{"--only=default"}, Keys: []string{"ab12"},
			Inputs: []evidence.File{
				{Name: first, Bytes: 1 << 20, SHA256: hash('1'), Lines: 4000, Kinds: map[string]int64{"token": 1200}},
				{Name: second, Bytes: 1 << 10, SHA256: hash('2'), Lines: 12, Kinds: map[string]int64{"email": 1}},
			},
		},
		Findings: 1201, Distinct: exact(2),
		Kinds: []leaks.KindTotal{
			{Kind: a.Kind, Severity: critical, Count: 1200, Distinct: exact(1), Weaknesses: a.Weaknesses},
			{Kind: b.Kind, Severity: high, Count: 1, Distinct: exact(1), Weaknesses: b.Weaknesses},
		},
		Places: []leaks.PlaceTotal{{Place: a.Place, Severity: critical, Count: 1200}, {Place: b.Place, Severity: high, Count: 1}},
		Groups: []leaks.Group{
			{File: first, Kind: a.Kind, Place: a.Place, Severity: critical, Weaknesses: a.Weaknesses, Count: 1200, Distinct: exact(1), Line: 1, Column: 17},
			{File: second, Kind: b.Kind, Place: b.Place, Severity: high, Weaknesses: b.Weaknesses, Count: 1, Distinct: exact(1), Line: 2, Column: 17},
		},
		Files: []leaks.FileTotal{
			{File: first, Severity: critical, Count: 1200, Distinct: exact(1), Kinds: map[string]int64{"token": 1200}},
			{File: second, Severity: high, Count: 1, Distinct: exact(1), Kinds: map[string]int64{"email": 1}},
		},
		Endpoints: []leaks.NameTotal{{Name: string(a.Endpoint), Severity: critical, Count: 1200, Error: 3}},
		Loggers:   []leaks.NameTotal{{Name: string(a.Logger), Severity: critical, Count: 1200}},
		Timeline:  []leaks.Interval{{Start: Began, Length: 3600e9, Severities: [4]int64{3: 1200}}},
		Untimed:   1,
		Secrets: []leaks.Secret{
			{File: first, Line: 1, Column: 17, Kind: a.Kind, Place: a.Place, Severity: critical, Weaknesses: a.Weaknesses, Fingerprint: a.Fingerprint, Count: 1200},
			{File: second, Line: 2, Column: 17, Kind: b.Kind, Place: b.Place, Severity: high, Weaknesses: b.Weaknesses, Fingerprint: b.Fingerprint, Count: 1},
		},
		Lines: 4012, Bytes: 1<<20 + 1<<10, Inputs: 2,
	}
	s.Severities[critical], s.Severities[high] = 1200, 1
	for _, w := range leaks.Weaknesses {
		if w.Number == 532 {
			s.Weaknesses = append(s.Weaknesses, leaks.WeaknessTotal{Weakness: w, Count: 1201})
		}
	}
	return s
}

// Clean is a report on one file in which nothing was found.
func Clean(file string) *leaks.Summary {
	s := Summary(file, "other.log")
	return &leaks.Summary{
		Evidence: evidence.Evidence{Version: s.Evidence.Version, Config: s.Evidence.Config, Keys: s.Evidence.Keys, Inputs: s.Evidence.Inputs[:1]},
		Lines:    4000, Bytes: 1 << 20, Inputs: 1,
	}
}

// Large is a report with as many secrets as one may list, and more that it does
// not.
func Large() *leaks.Summary {
	s := Summary("logs/app.log", "logs/worker.log")
	s.Secrets = nil
	for n := range leaks.MaxSecrets {
		l := Leak(fmt.Sprintf("logs/app-%d.log", n%100), n)
		s.Secrets = append(s.Secrets, leaks.Secret{
			File: l.File, Line: l.Line, Column: l.Column, Kind: l.Kind, Place: l.Place, Severity: l.Severity,
			Weaknesses: l.Weaknesses, Fingerprint: l.Fingerprint, Count: int64(n),
		})
	}
	s.MoreSecrets, s.Findings, s.Distinct = 123456, 401000, leaks.Estimate{N: 130000, Error: 0.01}
	return s
}

// hash looks like a SHA-256.
func hash(digit byte) string {
	b := make([]byte, 64)
	for i := range b {
		b[i] = digit
	}
	return string(b)
}
