package scenario

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"scrim/bench/chaos/member"
	"scrim/bench/chaos/promise"
	"scrim/bench/chaos/verify"
)

// What holds of the processes in every scenario.
const (
	stays   promise.Promise = "scrim runs until it is told to end"
	drains  promise.Promise = "scrim ends with status 0 when it is asked to"
	noDead  promise.Promise = "nothing is in the dead letter file that could be delivered"
	metered promise.Promise = "metrics could be read while it ran"
)

// crew are the members of one scenario.
type crew struct {
	o       Options
	ledger  *promise.Ledger
	make    func(n int) member.Configuration
	members []*member.Member
	active  int
}

func newCrew(o Options, ledger *promise.Ledger, configuration func(n int) member.Configuration) *crew {
	ledger.Declare(stays, drains, noDead, metered, verify.Silent)
	return &crew{o: o, ledger: ledger, make: configuration}
}

// resize starts members or asks some to end, until n run.
func (c *crew) resize(n int) error {
	for c.active < n {
		if c.active == len(c.members) {
			m, err := member.New(c.o.Scrim, filepath.Join(c.o.Folder, fmt.Sprintf("member-%d", c.active)), c.make(c.active))
			if err != nil {
				return err
			}
			c.members = append(c.members, m)
		}
		if err := c.members[c.active].Start(); err != nil {
			return err
		}
		c.active++
	}
	for c.active > n {
		m := c.members[c.active-1]
		running := c.check()
		c.active--
		if !running {
			continue
		}
		status, err := m.Stop(ending)
		if err != nil && !errors.Is(err, member.ErrStillRunning) {
			return err
		}
		c.ledger.Checkf(drains, err == nil && status == 0, "member %d: status %d, %v", c.active, status, err)
	}
	return nil
}

// kill kills a member and starts it again.
func (c *crew) kill(n int) error {
	c.check()
	if err := c.members[n].Kill(); err != nil {
		return err
	}
	return c.members[n].Start()
}

// check checks that all members run that should.
func (c *crew) check() bool {
	all := true
	for i, m := range c.members[:c.active] {
		if !c.ledger.Checkf(stays, m.Running(), "member %d ended by itself, status %d", i, exit(m)) {
			all = false
		}
	}
	return all
}

// errEnded is that nothing can be learnt from a scenario any more.
var errEnded = errors.New("a member ended by itself: see its stderr.log")

// alive is whether all members run that should.
func (c *crew) alive() bool {
	return !slices.ContainsFunc(c.members[:c.active], func(m *member.Member) bool { return !m.Running() })
}

func exit(m *member.Member) int {
	if m.Running() {
		return 0
	}
	return m.Status()
}

// finish ends all members and looks at what they wrote.
func (c *crew) finish(leaks *verify.Leaks) error {
	c.check()
	if err := c.resize(0); err != nil {
		return err
	}
	for i, m := range c.members {
		c.ledger.Checkf(noDead, m.DeadLetters() == 0, "member %d: %d bytes", i, m.DeadLetters())
		c.ledger.Checkf(metered, m.Polls() > 0, "member %d", i)
		err := m.Writings(func(name string, text []byte) {
			leaks.Check(c.ledger, fmt.Sprintf("member %d, %s", i, name), text)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// abandon kills what still runs, after an error.
func (c *crew) abandon() {
	for _, m := range c.members {
		if m.Running() {
			_ = m.Kill() // nothing more can be done about it
		}
	}
}
