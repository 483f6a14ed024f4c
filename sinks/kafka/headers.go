package kafka

import (
	"strconv"

	"scrim/pipeline"
	"scrim/pipeline/cluster"
)

// The names of the headers that say where a record comes from.
const (
	headerTopic     = "scrim-source-topic"
	headerPartition = "scrim-source-partition"
	headerPath      = "scrim-source-path"
	headerOffset    = "scrim-source-offset"
)

// stamp is the headers that say where the records of a lane come from. It is
// used for one lane after another.
type stamp struct {
	origin  *pipeline.Origin
	headers []pipeline.Header // the last one is the offset
	digits  [20]byte
}

// of returns the headers for a record, which hold until the next call.
func (s *stamp) of(o *pipeline.Origin, r *pipeline.Record) []pipeline.Header {
	if s.origin != o {
		s.reset(o)
	}
	if len(s.headers) == 0 || stamped(r.Headers) {
		return nil
	}
	s.headers[len(s.headers)-1].Value = strconv.AppendInt(s.digits[:0], r.Position, 10)
	return s.headers
}

// size is what the headers take at most.
func (s *stamp) size(o *pipeline.Origin) int {
	if s.origin != o {
		s.reset(o)
	}
	return cluster.HeadersSize(s.headers) + len(s.digits)
}

func (s *stamp) reset(o *pipeline.Origin) {
	s.origin, s.headers = o, s.headers[:0]
	switch {
	case o.Topic != "":
		s.headers = append(s.headers, pipeline.Header{Name: headerTopic, Value: []byte(o.Topic)},
			pipeline.Header{Name: headerPartition, Value: strconv.AppendInt(nil, int64(o.Partition), 10)})
	case o.Path != "":
		s.headers = append(s.headers, pipeline.Header{Name: headerPath, Value: []byte(o.Path)})
	default:
		return
	}
	s.headers = append(s.headers, pipeline.Header{Name: headerOffset})
}

func stamped(headers []pipeline.Header) bool {
	for i := range headers {
		if headers[i].Name == headerOffset {
			return true
		}
	}
	return false
}
