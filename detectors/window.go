package detectors

// A window is what Scan sees of a lane: some whole lines, or a part of one
// that is too long for a batch, with enough context on both sides that every
// decision about the owned bytes is the one that the whole line would give.
// Windows of a lane follow each other without a gap in what they own.
type Window struct {
	// Data is context, owned bytes, context. It is not kept and not changed.
	Data []byte
	// Lo and Hi delimit the owned bytes.
	Lo, Hi int
	// Open says that the line goes on past Hi.
	Open bool
	// Cut says that it also goes on past the end of Data, which then holds
	// ContextAhead bytes after Hi; otherwise Data reaches the end of the line.
	Cut bool
	// Seams are what a Joiner took out of the text that Data is a piece of, at
	// offsets of Data, or nil. Only AppendMasked and RedactSeams look at them.
	Seams *Seams
}

const (
	// ContextBehind is how many bytes before an owned part that begins inside
	// a line have to be in Data (or all of the line, if it has fewer): a key
	// and its separator, and an address whose sign is in the owned part.
	ContextBehind = 4 << 10
	// ContextAhead is how many bytes after an owned part that ends inside a
	// line have to be in Data: a value is recognised within its first 4 KiB,
	// and it may begin a little later than its trigger.
	ContextAhead = 8 << 10

	// maxRecognise is how many bytes of a value its judgement may depend on.
	maxRecognise = 4 << 10
	// maxBack is how far before its trigger a finding may begin or a shape may
	// look: an e-mail's local part in its longest encoding.
	maxBack = 1 << 10
	// maxGap is how far after its trigger a value may begin.
	maxGap = 256
)

// Lines is the window of whole lines.
func Lines(data []byte) Window { return Window{Data: data, Hi: len(data)} }
