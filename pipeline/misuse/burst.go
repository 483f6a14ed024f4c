package misuse

import (
	"strconv"
	"time"
)

// bursts are tokens with far more requests at once than is usual.
type bursts struct {
	slice int64 // of the window, in nanoseconds
	found candidates
}

// rateSlices is into how many slices the window of a burst is cut. A burst is
// counted too low by at most what fell into one of them.
const rateSlices = 10

// rate counts a token's requests in a window that slides.
type rate struct {
	slice  int64
	counts [rateSlices]uint16
	most   int64
}

func newBursts(a *Auditor) *bursts {
	return &bursts{max(int64(time.Duration(a.settings.Burst.Within))/rateSlices, 1), newCandidates(burst)}
}

func (w *bursts) see(a *Auditor, o *observation) {
	if o.token == nil || o.Time == 0 {
		return
	}
	n := o.token.rate.add(o.Time / w.slice)
	limit := int64(a.settings.Burst.Requests)
	if n < limit/2 {
		o.token.bursting = false
	}
	if n >= limit {
		if !o.token.bursting {
			o.token.bursting = true
			o.token.bursts++
		}
		one := w.found.note(a, o.token.id, o)
		one.amount = max(one.amount, n)
	}
}

// add counts a request and returns how many there are in the window.
func (r *rate) add(slice int64) (n int64) {
	if slice < r.slice-rateSlices+1 {
		return 0 // too late for this window
	}
	for ; r.slice < slice; r.slice++ {
		if slice-r.slice > rateSlices {
			r.slice, r.counts = slice, [rateSlices]uint16{}
			break
		}
		r.counts[(r.slice+1)%rateSlices] = 0
	}
	if c := &r.counts[slice%rateSlices]; *c < 1<<16-1 {
		*c++
	}
	for _, c := range r.counts {
		n += int64(c)
	}
	r.most = max(r.most, n)
	return n
}

// burstFactor is how many times as much as nearly all tokens a burst has.
const burstFactor = 3

// maxBursts is how many bursts of one token are none of its habits.
const maxBursts = 3

func (w *bursts) judge(a *Auditor, tell func(kind, *candidate, string)) {
	usual := quantile(a.counts(func(t *token) int64 { return t.rate.most }), len(w.found.all.entries))
	w.found.each(func(c *candidate) {
		if c.amount < burstFactor*usual || c.token.bursts > maxBursts {
			return
		}
		within := duration(inSeconds(time.Duration(a.settings.Burst.Within)))
		tell(burst, c, strconv.FormatInt(c.amount, 10)+" requests of one token within "+within)
	})
}
