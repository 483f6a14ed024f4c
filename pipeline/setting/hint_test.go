package setting

import (
	"errors"
	"fmt"
	"testing"
)

func TestHints(t *testing.T) {
	plain := errors.New("refused")
	one := WithHint(plain, "check the password")
	two := fmt.Errorf("cannot open: %w", WithHint(errors.New("denied"), "let scrim read it"))
	f := func(err error, want string) {
		t.Helper()
		if got := HintOf(err); got != want {
			t.Errorf("%v: got %q, want %q", err, got, want)
		}
	}
	f(nil, "")
	f(plain, "")
	f(WithHint(plain, ""), "")
	f(WithHint(nil, "nothing is wrong"), "")
	f(one, "check the password")
	f(fmt.Errorf("sink: %w", one), "check the password")
	f(WithHint(one, "ask for a password"), "ask for a password")
	f(errors.Join(one, plain, two, one), "check the password; let scrim read it")
	if one.Error() != "refused" || !errors.Is(one, plain) {
		t.Errorf("the hint changes the error: %v", one)
	}
}
