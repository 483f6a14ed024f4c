package detectors_test

import (
	"bytes"
	"fmt"
	"log"

	"scrim/detectors"
)

// The README shows the body of this function.
func Example() {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		log.Fatal(err)
	}
	scanner := engine.NewScanner() // one for each goroutine
	line := []byte(`POST /login email=ana.ruiz@example.com password=hunter22`)
	fmt.Printf("%s\n", scanner.AppendRedact(nil, line))
	// Output:
	// POST /login email=[FILTERED_EMAIL] password=[FILTERED_PASSWORD]
}

// mustRedact prints one record as an engine with these options leaves it.
func mustRedact(o detectors.Options, record string) {
	engine, err := detectors.New(o)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", engine.NewScanner().AppendRedact(nil, []byte(record)))
}

// A buffer that is used again keeps the loop free of allocations.
func ExampleScanner_AppendRedact() {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		log.Fatal(err)
	}
	scanner := engine.NewScanner()
	lines := []string{
		`GET /magic/?token=sample-magic-link-7c1f0a9e53d2&lang=en`,
		`GET /static/img/logo@2x.png`,
		`{"user": 7, "phone": 442079460123}`,
	}
	var buf []byte
	for _, line := range lines {
		buf = scanner.AppendRedact(buf[:0], []byte(line))
		fmt.Printf("%s\n", buf)
	}
	// Output:
	// GET /magic/?token=[FILTERED_TOKEN]&lang=en
	// GET /static/img/logo@2x.png
	// {"user": 7, "phone": "[FILTERED_PHONE]"}
}

// Only some kinds, a mask for one of them, national numbers of one region.
func ExampleNew_options() {
	o := detectors.Options{
		Only: []string{"email", "phone"},
		Masks: map[string]detectors.Mask{
			"phone": {Mode: detectors.MaskLabel, Label: "<{kind}>"},
		},
		PhoneRegions: []string{"GB"},
	}
	mustRedact(o, `ana.ruiz@example.com, call 020 7946 0123 not (212) 555-0147, password=hunter22`)
	// Output:
	// [FILTERED_EMAIL], call <phone> not (212) 555-0147, password=hunter22
}

func ExampleAllow() {
	o := detectors.Options{
		Allow: []detectors.Allow{{Kind: "email", Values: []string{"noreply@*", "*@example.org"}}},
	}
	mustRedact(o, `from NoReply@shop.example.com to ana.ruiz@example.com, cc ops%40example.org`)
	// Output:
	// from NoReply@shop.example.com to [FILTERED_EMAIL], cc ops%40example.org
}

// With a key, equal values become equal pseudonyms, however they are written.
func ExampleMask_hash() {
	o := detectors.Options{
		Mask: detectors.Mask{
			Mode:  detectors.MaskHash,
			Key:   []byte("a FAKE key for the example"),
			KeyID: "2026q4",
		},
	}
	mustRedact(o, `mail to ana.ruiz@example.com`)
	mustRedact(o, `GET /unsubscribe?email=ana.ruiz%40example.com`)
	mustRedact(o, `mail to bob@example.com`)
	// Output:
	// mail to [EMAIL-2026q4-8c22c29df9a72fd506609275]
	// GET /unsubscribe?email=[EMAIL-2026q4-8c22c29df9a72fd506609275]
	// mail to [EMAIL-2026q4-aea412d2a36bae85991f2377]
}

func ExampleEngine_Kinds() {
	engine, err := detectors.New(detectors.Options{Skip: []string{"cookie"}})
	if err != nil {
		log.Fatal(err)
	}
	for _, k := range engine.Kinds() {
		fmt.Println(k.Name, k.Enabled, k.Label)
	}
	// Output:
	// jwt true [FILTERED_JWT]
	// token true [FILTERED_TOKEN]
	// basic true [FILTERED_BASIC]
	// cookie false [FILTERED_COOKIE]
	// password true [FILTERED_PASSWORD]
	// signature true [FILTERED_SIGNATURE]
	// email true [FILTERED_EMAIL]
	// phone true [FILTERED_PHONE]
	// private_key true [FILTERED_PRIVATE_KEY]
	// api_key true [FILTERED_API_KEY]
	// password_hash true [FILTERED_PASSWORD_HASH]
	// session_data true [FILTERED_SESSION_DATA]
	// card false [FILTERED_CARD]
	// iban false [FILTERED_IBAN]
	// ip false [FILTERED_IP]
}

// A stream that arrives in pieces of whole lines: the Carry remembers that the
// first piece ended inside a key.
func ExampleScanner_Scan() {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		log.Fatal(err)
	}
	scanner := engine.NewScanner()
	pieces := []string{
		"-----BEGIN PRIVATE KEY-----\nU0FNUExFLW5vdC1hLXJlYWwta2V5\n",
		"TEUtbm90LWEtcmVhbC1rZXk=\n-----END PRIVATE KEY-----\ndone\n",
	}
	var carry detectors.Carry
	var out []byte
	for _, piece := range pieces {
		window := detectors.Lines([]byte(piece))
		var found []detectors.Finding
		found, carry = scanner.Scan(carry, window)
		out = scanner.AppendMasked(out, window, found)
	}
	fmt.Printf("%s", out)
	// Output:
	// -----BEGIN PRIVATE KEY-----
	// [FILTERED_PRIVATE_KEY]
	// [FILTERED_PRIVATE_KEY]
	// -----END PRIVATE KEY-----
	// done
}

// A line that is too long for one buffer is cut in two windows, each with the
// other's bytes as context. The cut goes through the password.
func ExampleWindow() {
	engine, err := detectors.New(detectors.Options{})
	if err != nil {
		log.Fatal(err)
	}
	scanner := engine.NewScanner()
	line := []byte(`{"password": "correct horse battery staple", "next": "/orders/"}`)
	cut := bytes.Index(line, []byte("horse"))

	first := detectors.Window{Data: line, Hi: cut, Open: true}
	found, carry := scanner.Scan(detectors.Carry{}, first)
	out := scanner.AppendMasked(nil, first, found)
	fmt.Printf("%s\n", out)

	second := detectors.Window{Data: line, Lo: cut, Hi: len(line)}
	found, _ = scanner.Scan(carry, second)
	out = scanner.AppendMasked(out, second, found)
	fmt.Printf("%s\n", out)
	// Output:
	// {"password": "[FILTERED_PASSWORD]
	// {"password": "[FILTERED_PASSWORD]", "next": "/orders/"}
}

// The ends of personal data show, nothing of a credential does.
func ExampleMask_partial() {
	o := detectors.Options{Mask: detectors.Mask{Mode: detectors.MaskPartial}}
	mustRedact(o, `email=ana.ruiz%40example.com phone="+44 20 7946 0123" password=hunter22`)
	// Output:
	// email=ana**************com phone="+4************23" password=[FILTERED_PASSWORD]
}

// A token had expired by the time of its line, not by the time of today.
func ExampleMask_jwtStub() {
	o := detectors.Options{Mask: detectors.Mask{Mode: detectors.MaskJWTStub}}
	mustRedact(o, `2026-11-22T10:15:31Z token=eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3OTUzNDI1MzF9.c2lnbmF0dXJl`)
	// Output:
	// 2026-11-22T10:15:31Z token=[JWT_RS256_EXPIRED]
}

func ExampleMask_template() {
	o := detectors.Options{Mask: detectors.Mask{Mode: detectors.MaskTemplate, Template: "<{kind}:{length}>"}}
	mustRedact(o, `{"email": "ana.ruiz@example.com", "phone": 442079460123}`)
	// Output:
	// {"email": "<email:20>", "phone": "<phone:12>"}
}
