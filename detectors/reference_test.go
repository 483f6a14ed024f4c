package detectors

import (
	"bytes"
	"slices"
)

// referenceRedact is the slow, obviously right redactor that the engine is
// compared with. It has no prefilter, no windows, no batches and no carry:
// it walks over the whole input byte by byte, asks at every byte every trigger
// in turn whether it stands there, and builds the output from the findings.
// Shapes and judgements are the engine's own; what they should find is for the
// planted secrets of planted_test.go to say.
func referenceRedact(e *Engine, src []byte) []byte {
	s := e.NewScanner()
	s.begin(Carry{}, Lines(src))
	triggers := slices.Clone(sharedTriggers)
	for _, k := range e.kinds {
		triggers = append(triggers, k.Triggers...)
	}
	triggers = append(triggers, e.maskTriggers()...)
	for at := range src {
		s.advance(at)
		referenceStep(s, triggers, at)
	}
	s.advance(len(src) - 1)
	return referenceMask(e, src, s.found)
}

// referenceStep looks at everything that could start at or be anchored to one
// byte.
func referenceStep(s *Scanner, triggers []Trigger, at int) {
	if at < s.cursor {
		return
	}
	if isDigit(s.src[at]) && (at == 0 || !isGlue(s.src[at-1])) {
		s.callNumbers(at)
		phoneShape(s, at)
	}
	for i := range triggers {
		t := &triggers[i]
		lo := at - anchorOf(t)
		if lo >= s.cursor && t.at(s.src, lo) {
			t.Shape(s, lo)
			if at < s.cursor {
				return
			}
		}
	}
	if at >= s.cursor && referenceRun(s.src[:at+1]) == opaqueRun {
		opaqueShape(s, at)
	}
}

// referenceRun is how many word bytes in a row end src.
func referenceRun(src []byte) int {
	n := 0
	for n < len(src) && byteClass[src[len(src)-1-n]]&isBase64Bit != 0 {
		n++
	}
	return n
}

// referenceMask replaces every finding, one after the other.
func referenceMask(e *Engine, src []byte, found []Finding) []byte {
	var out bytes.Buffer
	at := 0
	s := e.NewScanner()
	for _, f := range found {
		out.Write(src[at:f.Lo])
		out.Write(s.appendMask(nil, Lines(src), &f, f.Hi))
		at = f.Hi
	}
	out.Write(src[at:])
	return out.Bytes()
}
