package html

import (
	"fmt"
	"time"

	"scrim/detectors"
	"scrim/pipeline/evidence"
	"scrim/pipeline/leaks"
)

func weakness(number int) leaks.Weakness {
	for _, w := range leaks.Weaknesses {
		if w.Number == number {
			return w
		}
	}
	panic(fmt.Sprintf("BUG: no CWE-%d", number))
}

// sample is what a scan of a shop's logs might find.
func sample() *leaks.Summary {
	start := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC).UnixNano()
	hour := int64(time.Hour)
	s := &leaks.Summary{
		Evidence: evidence.Evidence{
			Version: "scrim 1.4.0 (go1.26)", Config: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
			Dictionaries: []evidence.Dictionary{{Name: "customers", SHA256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"}},
			Flags:        []string{"--only", "jwt,token"}, Keys: []string{"2026q4"},
			Inputs: []evidence.File{
				{Name: "/var/log/shop/django.log", Bytes: 48 << 20, Lines: 392_900, SHA256: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"},
				{Name: "/var/log/shop/gunicorn.access.log", Bytes: 12 << 20, Lines: 120_311, SHA256: "486ea46224d1bb4fb680f34f7c9ad96a8f24ec88be73ea8e5a6c65260e9cb8a7"},
			},
		},
		Findings: 12_300, Accepted: 41, Distinct: leaks.Estimate{N: 412},
		Lines: 513_211, Bytes: 60 << 20, Inputs: 19, Binary: 2,
		Untimed: 73,
	}
	s.Severities[detectors.SeverityCritical] = 5210
	s.Severities[detectors.SeverityHigh] = 4100
	s.Severities[detectors.SeverityMedium] = 2870
	s.Severities[detectors.SeverityLow] = 120
	s.Kinds = []leaks.KindTotal{
		{Kind: "token", Severity: detectors.SeverityCritical, Count: 3120, Distinct: leaks.Estimate{N: 118}, Weaknesses: []int{522, 532, 598}},
		{Kind: "jwt", Severity: detectors.SeverityCritical, Count: 1890, Distinct: leaks.Estimate{N: 96}, Weaknesses: []int{522, 532}},
		{Kind: "password", Severity: detectors.SeverityCritical, Count: 200, Distinct: leaks.Estimate{N: 31}, Weaknesses: []int{209, 312, 522, 532}},
		{Kind: "email", Severity: detectors.SeverityHigh, Count: 4100, Distinct: leaks.Estimate{N: 1204, Error: 0.016}, Weaknesses: []int{200, 213, 359, 532}},
		{Kind: "cookie", Severity: detectors.SeverityMedium, Count: 2870, Distinct: leaks.Estimate{N: 77}, Weaknesses: []int{215, 532}},
		{Kind: "ip", Severity: detectors.SeverityLow, Count: 120, Distinct: leaks.Estimate{N: 12}, Weaknesses: []int{532}},
	}
	s.Places = []leaks.PlaceTotal{
		{Place: leaks.PlaceHeader, Severity: detectors.SeverityCritical, Count: 4010},
		{Place: leaks.PlaceQuery, Severity: detectors.SeverityCritical, Count: 2010},
		{Place: leaks.PlaceTraceback, Severity: detectors.SeverityCritical, Count: 210},
		{Place: leaks.PlaceBody, Severity: detectors.SeverityHigh, Count: 1300},
		{Place: leaks.PlaceText, Severity: detectors.SeverityHigh, Count: 1900},
		{Place: leaks.PlaceCookie, Severity: detectors.SeverityMedium, Count: 2870},
	}
	s.Weaknesses = []leaks.WeaknessTotal{
		{Weakness: weakness(522), Count: 5210}, {Weakness: weakness(359), Count: 4100}, {Weakness: weakness(532), Count: 12300},
		{Weakness: weakness(598), Count: 2010}, {Weakness: weakness(215), Count: 900}, {Weakness: weakness(209), Count: 210},
	}
	names := []string{"django.log", "gunicorn.access.log", "django.log.1.gz", "celery.log", "mail/500.eml", "settings_prod.py", "debug.html", "checkout.har"}
	artefacts := []leaks.Artefact{leaks.ArtefactLog, leaks.ArtefactLog, leaks.ArtefactLog, leaks.ArtefactLog, leaks.ArtefactMail, leaks.ArtefactSettings, leaks.ArtefactDebugPage, leaks.ArtefactCapture}
	for i := range 19 {
		name := fmt.Sprintf("/var/log/shop/archive/django.log.%d.gz", i)
		artefact := leaks.ArtefactLog
		if i < len(names) {
			name, artefact = "/var/log/shop/"+names[i], artefacts[i]
		}
		severity := detectors.SeverityCritical
		if i > 5 {
			severity = detectors.SeverityHigh
		}
		if i > 12 {
			severity = detectors.SeverityMedium
		}
		n := int64(4000 / (i + 1))
		s.Files = append(s.Files, leaks.FileTotal{
			File: name, Artefact: artefact, Severity: severity, Count: n, Distinct: leaks.Estimate{N: 1 + n/20},
			Kinds: map[string]int64{"token": n / 2, "jwt": n / 4, "email": n / 5, "cookie": n / 6, "password": 1},
		})
		kind := s.Kinds[i%len(s.Kinds)]
		place := leaks.Place(i % 9)
		weak := kind.Weaknesses
		if artefact == leaks.ArtefactSettings {
			weak = []int{312, 522, 538}
		}
		s.Groups = append(s.Groups, leaks.Group{
			File: name, Kind: kind.Kind, Place: place, Severity: severity, Weaknesses: weak, Count: n,
			Distinct: leaks.Estimate{N: 1 + n/30}, Line: int64(1 + i*977), Column: int64(12 + i),
		})
	}
	for i, e := range []string{"GET /api/orders/<id>/", "POST /accounts/login/", "GET /accounts/reset/<uid>/<token>/", "GET /api/profile", "POST /checkout/pay/", "GET /healthz"} {
		s.Endpoints = append(s.Endpoints, leaks.NameTotal{Name: e, Severity: detectors.SeverityCritical - detectors.Severity(i/2), Count: int64(2100 / (i + 1)), Error: int64(i / 5 * 3)})
	}
	for i, e := range []string{"django.request", "shop.middleware", "gunicorn.access", "django.db.backends", "werkzeug"} {
		s.Loggers = append(s.Loggers, leaks.NameTotal{Name: e, Severity: detectors.SeverityCritical - detectors.Severity(i/2), Count: int64(3900 / (i + 1))})
	}
	for i := range 72 {
		var v leaks.Interval
		v.Start, v.Length = start+int64(i)*hour, hour
		day := int64(i % 24)
		if day > 6 && day < 22 {
			v.Severities[detectors.SeverityCritical] = 40 + (day*37)%50
			v.Severities[detectors.SeverityHigh] = 30 + (day*53)%60
			v.Severities[detectors.SeverityMedium] = 20 + (day*29)%40
			v.Severities[detectors.SeverityLow] = day % 4
		}
		if i == 34 {
			v.Severities[detectors.SeverityCritical] = 310
		}
		s.Timeline = append(s.Timeline, v)
	}
	return s
}
