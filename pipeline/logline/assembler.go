package logline

import "bytes"

// Visitor is who wants to know of requests and events. What it is given is valid until it returns.
type Visitor interface {
	Request(*Request)
	Event(*Event)
}

// maxOpen is how many requests of a lane may wait for more lines at a time. Memory is bounded by
// maxOpen times maxRequest.
const maxOpen = 32

// maxWait is how many lines a request waits for the next line of its own. A request whose end
// was never logged must not be handed on an hour too late.
const maxWait = 4096

// Assembler makes requests and events of the lines of one lane, which is a file or a partition: records that
// stand on several lines, such as header dumps, and the lines that have a request id in common, "request_started" and
// "request_finished", become one Request.
//
// Requests are handed on as soon as they are complete, so their order is that of their last
// lines; events at once. A request that waits in vain is handed on before a new one needs its room,
// after maxWait lines, or by Flush. It is not safe for concurrent use; it allocates nothing in
// the steady state.
type Assembler struct {
	visitor Visitor
	reader  Reader
	har     harReader
	event   Event

	// single is a request of one line.
	single Request
	// open are requests that wait, the oldest first.
	open []*Request
	// free are requests to be used again.
	free []*Request
	dump dump
	// at is the time of the last line that had one, for records whose lines have none.
	at int64
}

// NewAssembler returns an Assembler whose requests and events go to visitor. Year completes
// times without one; it may be 0.
func NewAssembler(visitor Visitor, year int) *Assembler {
	return &Assembler{visitor: visitor, reader: Reader{Year: year}, har: harReader{visit: visitor.Request}}
}

// Add takes the next line of the lane, with its number.
func (a *Assembler) Add(number int, line []byte) {
	if isHAR(line) {
		a.har.reset()
		a.har.line = number
		a.har.feed(line)
		return
	}
	l := a.reader.Read(line)
	if l.Time != 0 {
		a.at = l.Time
	}
	if a.addToDump(number, a.reader.inner, l) {
		return
	}
	a.expire(number)
	switch {
	case l.isWhole():
		a.addRequest(number, l)
	case len(l.Message) > 0 && (a.reader.hasOwnTime() || len(l.Level) > 0 || len(l.Logger) > 0):
		a.addEvent(number, l)
	}
}

// Flush hands on what still waits. It is called at the end of the lane.
func (a *Assembler) Flush() {
	a.endDump()
	for len(a.open) > 0 {
		a.close(0)
	}
}

// isWhole tells whether a line says enough of a request to be one.
func (l *Line) isWhole() bool {
	return len(l.Target) > 0 && (len(l.Method) > 0 || len(l.Authorization) > 0 || len(l.Cookie) > 0)
}

// addRequest hands a request on, or keeps it until the line with its status.
func (a *Assembler) addRequest(number int, l *Line) {
	i := -1
	if len(l.Request) > 0 {
		i = a.find(l.Request)
	}
	if i < 0 {
		// Fast path: the line has no id, so nothing belongs to it, or says all of its request.
		if len(l.Request) == 0 || l.Status != 0 {
			a.single.reset()
			a.single.add(number, &a.reader)
			a.visitor.Request(&a.single)
			return
		}
		i = a.begin()
	}
	a.open[i].add(number, &a.reader)
	if l.Status != 0 {
		a.close(i)
	}
}

// addEvent hands an event on, and tells the request that it belongs to who the user was.
func (a *Assembler) addEvent(number int, l *Line) {
	if len(l.Request) > 0 && len(l.User) > 0 {
		if i := a.find(l.Request); i >= 0 {
			a.open[i].fill(&a.open[i].User, l, l.User)
		}
	}
	a.event.set(number, l)
	a.visitor.Event(&a.event)
}

// find is where the open request with this id is, or -1. Ids are compared as they are written, which
// is as they are: they have nothing to escape.
func (a *Assembler) find(id []byte) int {
	for i, q := range a.open {
		if bytes.Equal(q.RequestID, id) {
			return i
		}
	}
	return -1
}

// begin opens a request and returns where it is.
func (a *Assembler) begin() int {
	if len(a.open) == maxOpen {
		a.close(0)
	}
	a.open = append(a.open, a.take())
	return len(a.open) - 1
}

// take takes an empty request.
func (a *Assembler) take() *Request {
	n := len(a.free)
	if n == 0 {
		return new(Request)
	}
	q := a.free[n-1]
	a.free = a.free[:n-1]
	q.reset()
	return q
}

// close hands an open request on.
func (a *Assembler) close(i int) {
	q := a.open[i]
	a.open = append(a.open[:i], a.open[i+1:]...)
	a.visitor.Request(q)
	a.free = append(a.free, q)
}

// expire hands on what has waited for too long.
func (a *Assembler) expire(number int) {
	for len(a.open) > 0 && number-a.open[0].LastLine > maxWait {
		a.close(0)
	}
}
