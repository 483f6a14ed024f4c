package cluster

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/segmentio/kafka-go/sasl"
	"github.com/segmentio/kafka-go/sasl/plain"
	"github.com/segmentio/kafka-go/sasl/scram"

	"scrim/pipeline/setting"
	"scrim/pipeline/system"
)

// The mechanisms of SASL.
const (
	Plain       = "PLAIN"
	ScramSHA256 = "SCRAM-SHA-256"
	ScramSHA512 = "SCRAM-SHA-512"
)

// SASL is the table that says as whom we come. The password is in an environment
// variable or in a file and is read for every connection, so that a new one
// takes effect without a restart.
type SASL struct {
	Mechanism    string       `toml:"mechanism"`
	User         string       `toml:"user"`
	PasswordEnv  string       `toml:"password_env"`
	PasswordFile setting.Path `toml:"password_file"`
}

func (s *SASL) problems() setting.Problems {
	if s == nil {
		return nil
	}
	var problems setting.Problems
	switch s.Mechanism {
	case Plain, ScramSHA256, ScramSHA512:
	case "":
		problems.Add("sasl.mechanism", "no mechanism is given", mechanismHint)
	default:
		problems.Add("sasl.mechanism", fmt.Sprintf("unknown mechanism %q", s.Mechanism), mechanismHint)
	}
	if s.User == "" {
		problems.Add("sasl.user", "no user is given", "")
	}
	switch {
	case s.PasswordEnv == "" && s.PasswordFile == "":
		problems.Add("sasl", "no password is given", "set password_env to the name of an environment variable, or password_file to a file")
	case s.PasswordEnv != "" && s.PasswordFile != "":
		problems.Add("sasl.password_file", "the password is given twice", "leave out password_env or password_file")
	case s.PasswordEnv != "" && !setting.IsVariableName(s.PasswordEnv):
		problems.Add("sasl.password_env", "this value is not the name of an environment variable", setting.VariableHint)
	}
	return problems
}

const mechanismHint = "use " + Plain + ", " + ScramSHA256 + " or " + ScramSHA512

func (s *SASL) password() (string, error) {
	if s.PasswordEnv != "" {
		password, ok := os.LookupEnv(s.PasswordEnv)
		if !ok || password == "" {
			return "", fmt.Errorf("cannot read the password: the environment variable %q is not set", s.PasswordEnv)
		}
		return password, nil
	}
	text, err := os.ReadFile(string(s.PasswordFile))
	if err != nil { // the path may be the secret itself, so it is not shown
		return "", fmt.Errorf("cannot read the file of the password: %w", system.Cause(err))
	}
	password := strings.TrimSuffix(strings.TrimSuffix(string(text), "\n"), "\r")
	if password == "" {
		return "", fmt.Errorf("cannot read the password: the file %q is empty", s.PasswordFile)
	}
	return password, nil
}

// mechanism is what kafka-go wants to have, or nil.
func (s *SASL) mechanism() sasl.Mechanism {
	if s == nil {
		return nil
	}
	return lateMechanism{s}
}

// lateMechanism looks for the password when a connection is made.
type lateMechanism struct{ s *SASL }

func (l lateMechanism) Name() string { return l.s.Mechanism }

func (l lateMechanism) Start(ctx context.Context) (sasl.StateMachine, []byte, error) {
	password, err := l.s.password()
	if err != nil {
		return nil, nil, err
	}
	var with sasl.Mechanism = plain.Mechanism{Username: l.s.User, Password: password}
	switch l.s.Mechanism {
	case ScramSHA256:
		with, err = scram.Mechanism(scram.SHA256, l.s.User, password)
	case ScramSHA512:
		with, err = scram.Mechanism(scram.SHA512, l.s.User, password)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("cannot use user and password with %s: they hold characters that it does not allow", l.s.Mechanism)
	}
	return with.Start(ctx)
}
