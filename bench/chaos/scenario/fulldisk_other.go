//go:build !linux

package scenario

import (
	"context"

	"scrim/bench/chaos/promise"
)

func fullDisk(_ context.Context, _ Options, ledger *promise.Ledger) error {
	ledger.Skip("small disks are mounted on Linux only")
	return nil
}
