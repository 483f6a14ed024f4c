package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
	"unicode/utf8"
)

// letter is what the dead letter holds of a record: where it stood and why it
// is there. Of a record that a sink refused it holds the redacted record; of one
// on which detection failed nothing but its length and hash.
type letter struct {
	Time      time.Time     `json:"time"`
	Why       string        `json:"why"`
	Sink      string        `json:"sink,omitempty"`
	Source    string        `json:"source"`
	Topic     string        `json:"topic,omitempty"`
	Partition *int          `json:"partition,omitempty"`
	Path      string        `json:"path,omitempty"`
	Position  int64         `json:"position"`
	Length    int           `json:"length"`
	SHA256    string        `json:"sha256"`
	Record    *letterRecord `json:"record,omitempty"`
}

// letterRecord is a redacted record. Bytes that are not UTF-8 are in base64.
type letterRecord struct {
	Key     *letterText    `json:"key,omitempty"`
	Value   *letterText    `json:"value,omitempty"`
	Headers []letterHeader `json:"headers,omitempty"`
	Time    *time.Time     `json:"time,omitempty"`
}

type letterText struct {
	Text   string `json:"text,omitempty"`
	Base64 []byte `json:"base64,omitempty"`
}

type letterHeader struct {
	Name  string      `json:"name"`
	Value *letterText `json:"value,omitempty"`
}

func newLetter(o *Origin, position int64, value []byte, why string) letter {
	sum := sha256.Sum256(value)
	l := letter{
		Time: time.Now().UTC(), Why: why, Source: o.Source, Topic: o.Topic, Path: o.Path,
		Position: position, Length: len(value), SHA256: hex.EncodeToString(sum[:]),
	}
	if o.Topic != "" {
		l.Partition = &o.Partition
	}
	return l
}

func newLetterRecord(r *Record) *letterRecord {
	l := &letterRecord{Key: newLetterText(r.Key), Value: newLetterText(r.Value)}
	// JSON writes years of four digits only, and producers make others.
	if y := r.Time.Year(); !r.Time.IsZero() && 0 <= y && y <= 9999 {
		l.Time = &r.Time
	}
	for _, h := range r.Headers {
		l.Headers = append(l.Headers, letterHeader{h.Name, newLetterText(h.Value)})
	}
	return l
}

func newLetterText(b []byte) *letterText {
	switch {
	case b == nil:
		return nil
	case utf8.Valid(b):
		return &letterText{Text: string(b)}
	}
	return &letterText{Base64: b}
}

// encode makes a record of a letter: one line of JSON.
func (l *letter) encode() Record {
	b, err := json.Marshal(l)
	if err != nil {
		panic("BUG: a letter that is no JSON: " + err.Error())
	}
	return Record{Value: b, Time: l.Time}
}

// withoutRecord is an encoded letter that leaves the record out.
func withoutRecord(r Record) Record {
	var l letter
	if err := json.Unmarshal(r.Value, &l); err != nil {
		panic("BUG: a letter that is no JSON: " + err.Error())
	}
	l.Record = nil
	return l.encode()
}
