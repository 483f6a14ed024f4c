package misuse

import "strings"

// nearby are the endpoints by their paths and by what they are right below of, so that
// one can be compared with those of the same thing: the collection that it is in, its
// other methods, its parts.
type nearby struct {
	at, below map[digest][]doorway
}

// doorway is how an endpoint answers.
type doorway struct {
	endpoint *endpoint
	without  answers
}

// closed is how many requests show that it needs credentials. One that was refused
// without them says more than one that was granted with them.
func (d *doorway) closed() int64 { return d.endpoint.credentialed.granted + 4*d.without.refused }

// family are the endpoints right below one path, and those of the path itself: a
// collection and what is in it.
type family struct{ endpoints, closed, granted int64 }

// family looks at those of one path.
func (near nearby) family(path digest) (f family) {
	for _, group := range [...][]doorway{near.at[path], near.below[path]} {
		for i := range group {
			one := &group[i]
			f.endpoints++
			f.closed += one.closed()
			if !one.endpoint.words.public {
				f.granted += one.without.granted
			}
		}
	}
	return f
}

func (a *Auditor) nearby() nearby {
	near := nearby{map[digest][]doorway{}, map[digest][]doorway{}}
	a.endpoints.all(func(_ digest, e *endpoint) {
		// Browsers ask with OPTIONS before they send credentials.
		if strings.HasPrefix(e.name, "OPTIONS ") {
			return
		}
		one := doorway{e, a.without(e)}
		near.at[e.path] = append(near.at[e.path], one)
		near.below[e.prefix] = append(near.below[e.prefix], one)
	})
	return near
}

// What the endpoints of the same thing must show: that some are sent away without
// credentials, that none is let in, and that they are used with them.
const (
	minSentAway = 3
	minLetIn    = 2
	// letInShare is the part of what is asked for with credentials above which
	// asking without them is the habit.
	letInShare = 0.1
	// seldomShare is the part of its requests without credentials below which an
	// endpoint is usually read with them.
	seldomShare = 0.02
)

// contradict tells whether everything near an endpoint that is read without
// credentials needs them. A catalogue that everybody reads and few write has a list that everybody
// reads too, so one that is read with credentials only must be among them, if it is not itself.
func (near nearby) contradict(d *doorway) bool {
	e, letIn := d.endpoint, d.without.granted
	if !e.read || e.words.shown || letIn < minLetIn || len(e.networks) >= maxCrowd {
		return false
	}
	var sentAway, closed, closedReads int64
	for _, group := range [...][]doorway{near.at[e.path], near.at[e.prefix], near.below[e.path]} {
		for _, one := range group {
			if one.endpoint == e || !one.endpoint.read && !one.endpoint.write {
				continue
			}
			if one.without.granted > 0 {
				return false
			}
			sentAway += one.without.refused
			closed += one.endpoint.credentialed.granted
			if one.endpoint.read && one.without.refused > 0 {
				closedReads += one.endpoint.credentialed.granted
			}
		}
	}
	if float64(letIn) <= seldomShare*float64(e.credentialed.granted) {
		closed, closedReads = closed+e.credentialed.granted, closedReads+e.credentialed.granted
	}
	return sentAway >= minSentAway && closedReads > 0 && closed >= minClosed && float64(letIn) <= letInShare*float64(closed)
}
