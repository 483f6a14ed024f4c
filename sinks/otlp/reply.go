package otlp

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"scrim/pipeline/setting"
)

// The types of content of OTLP over HTTP.
const (
	protobufType = "application/x-protobuf"
	jsonType     = "application/json"
)

// outcome is what a reply means for the records of its request.
type outcome uint8

const (
	taken     outcome = iota
	inPart            // some were rejected, nobody knows which
	tooLarge          // the request is
	refused           // for good
	later             // try the same again
	unwelcome         // the address or the credentials are wrong
)

// reply is what came of one attempt. Its error says nothing that the receiver
// has written.
type reply struct {
	outcome  outcome
	rejected int64         // of inPart
	wait     time.Duration // of later: what the receiver asked for
	err      error         // of all but taken and inPart
}

// maxReply is how much of a reply is read: replies of receivers have some
// hundred bytes.
const maxReply = 64 << 10

// read makes a reply of what the receiver has answered.
func read(r *http.Response, now time.Time) reply {
	defer r.Body.Close()
	text, err := io.ReadAll(io.LimitReader(r.Body, maxReply))
	switch status := r.StatusCode; {
	case status >= 200 && status < 300:
		if err != nil { // it may hold a partial success
			return reply{outcome: later, err: fmt.Errorf("cannot read the reply: %w", err)}
		}
		return readSuccess(r, text)
	case status == http.StatusTooManyRequests, status == http.StatusBadGateway,
		status == http.StatusServiceUnavailable, status == http.StatusGatewayTimeout:
		return reply{outcome: later, wait: retryAfter(r.Header.Get("Retry-After"), now), err: statusError(status)}
	case status == http.StatusRequestEntityTooLarge:
		return reply{outcome: tooLarge, err: statusError(status)}
	case status == http.StatusUnauthorized, status == http.StatusForbidden, status == http.StatusProxyAuthRequired:
		return reply{outcome: unwelcome, err: setting.WithHint(statusError(status), "see header_env and header_file")}
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		return reply{outcome: unwelcome, err: setting.WithHint(statusError(status), "see the path of endpoint")}
	case status >= 300 && status < 400:
		redirect := fmt.Errorf("%w, a redirect, which is not followed", statusError(status))
		return reply{outcome: unwelcome, err: setting.WithHint(redirect, "write the address that is meant as endpoint")}
	default:
		return reply{outcome: refused, err: statusError(status)}
	}
}

// statusError names a status by its own text, not by what the receiver wrote.
func statusError(status int) error {
	if text := http.StatusText(status); text != "" {
		return fmt.Errorf("the reply is %d %s", status, text)
	}
	return fmt.Errorf("the reply is %d", status)
}

var errNotOTLP = setting.WithHint(errors.New("the reply is not one of an OTLP receiver"), "see endpoint")

// readSuccess looks for a partial success. A page that some other server shows
// with status 200 is no success. Receivers that have nothing to say may leave
// out the body.
func readSuccess(r *http.Response, text []byte) reply {
	if len(text) == 0 {
		return reply{}
	}
	var rejected int64
	var err error
	switch media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); media {
	case protobufType:
		rejected, err = rejectedRecords(text)
	case jsonType: // not what was asked for, but some answer so
		rejected, err = rejectedInJSON(text)
	default:
		err = errNotOTLP
	}
	switch {
	case err != nil:
		return reply{outcome: unwelcome, err: err}
	case rejected > 0:
		return reply{outcome: inPart, rejected: rejected}
	}
	return reply{}
}

// The numbers of fields in an ExportLogsServiceResponse.
const (
	responsePartial protowire.Number = 1
	partialRejected protowire.Number = 1
)

// rejectedRecords is the number of rejected records in a response.
func rejectedRecords(response []byte) (int64, error) {
	partial, _, err := field(response, responsePartial)
	if err != nil {
		return 0, err
	}
	_, rejected, err := field(partial, partialRejected)
	return int64(rejected), err
}

// field finds the last field of that number in a message.
func field(message []byte, number protowire.Number) (text []byte, integer uint64, err error) {
	for len(message) > 0 {
		got, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return nil, 0, errNotOTLP
		}
		message = message[n:]
		n = protowire.ConsumeFieldValue(got, kind, message)
		if n < 0 {
			return nil, 0, errNotOTLP
		}
		switch {
		case got == number && kind == protowire.BytesType:
			text, _ = protowire.ConsumeBytes(message)
		case got == number && kind == protowire.VarintType:
			integer, _ = protowire.ConsumeVarint(message)
		}
		message = message[n:]
	}
	return text, integer, nil
}

// rejectedInJSON is rejectedRecords for a response in JSON, in which a 64-bit
// number may be a string.
func rejectedInJSON(text []byte) (int64, error) {
	var response struct {
		PartialSuccess struct {
			RejectedLogRecords json.RawMessage `json:"rejectedLogRecords"`
		} `json:"partialSuccess"`
	}
	if json.Unmarshal(text, &response) != nil {
		return 0, errNotOTLP
	}
	number := string(response.PartialSuccess.RejectedLogRecords)
	if number == "" || number == "null" {
		return 0, nil
	}
	if unquoted, err := strconv.Unquote(number); err == nil {
		number = unquoted
	}
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return 0, errNotOTLP
	}
	return n, nil
}

// maxRetryAfter bounds what a receiver, or its wrong clock, can ask for.
const maxRetryAfter = 10 * time.Minute

// retryAfter reads a Retry-After header: seconds or a date.
func retryAfter(value string, now time.Time) time.Duration {
	wait := time.Duration(0)
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		wait = at.Sub(now)
	}
	return min(max(wait, 0), maxRetryAfter)
}
