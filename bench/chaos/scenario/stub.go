package scenario

import (
	"context"
	"scrim/bench/chaos/promise"
)

func stalled(context.Context, Options, *promise.Ledger) error  { return nil }
func failures(context.Context, Options, *promise.Ledger) error { return nil }
func cost(context.Context, Options, *promise.Ledger) error     { return nil }
