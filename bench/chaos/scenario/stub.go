package scenario

import (
	"context"
	"scrim/bench/chaos/promise"
)

func fullDisk(context.Context, Options, *promise.Ledger) error { return nil }
func rotate(context.Context, Options, *promise.Ledger) error   { return nil }
func stalled(context.Context, Options, *promise.Ledger) error  { return nil }
func failures(context.Context, Options, *promise.Ledger) error { return nil }
func cost(context.Context, Options, *promise.Ledger) error     { return nil }
