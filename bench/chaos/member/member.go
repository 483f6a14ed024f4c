package member

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// Member is a process of scrim that may be killed and started again in the same
// folder.
type Member struct {
	scrim, dir, metrics string
	environment         []string
	pages               pages

	mu    sync.Mutex
	cmd   *exec.Cmd
	ended chan struct{}
	cpu   time.Duration
}

// New writes the configuration of a member into dir, which is made if need be.
func New(scrim, dir string, c Configuration) (*Member, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("cannot make a folder: %w", err)
	}
	metrics, err := FreeAddress()
	if err != nil {
		return nil, err
	}
	return &Member{scrim: scrim, dir: dir, metrics: metrics, environment: c.Environment}, c.write(dir, metrics)
}

// FreeAddress is an address on loopback that nobody listens on.
func FreeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("cannot find a free port: %w", err)
	}
	defer l.Close()
	return l.Addr().String(), nil
}

// Start starts the process; it must not run.
func (m *Member) Start() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	cmd := exec.Command(m.scrim, "run", "-c", filepath.Join(m.dir, configName))
	cmd.Env = append(os.Environ(), m.environment...)
	stderr, err := m.open(stderrName)
	if err != nil {
		return err
	}
	defer stderr.Close()
	stdout, err := m.open(stdoutName)
	if err != nil {
		return err
	}
	defer stdout.Close()
	cmd.Stdout, cmd.Stderr = stdout, stderr
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("cannot start %s: %w", m.scrim, err)
	}
	ended := make(chan struct{})
	m.cmd, m.ended = cmd, ended
	go m.pages.poll(m.metrics, ended)
	go func() {
		cmd.Wait()
		m.mu.Lock()
		m.cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		m.mu.Unlock()
		close(ended)
	}()
	return nil
}

func (m *Member) open(name string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(m.dir, name), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("cannot open an output: %w", err)
	}
	return f, nil
}

// Running says whether the process is there.
func (m *Member) Running() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.cmd == nil {
		return false
	}
	select {
	case <-m.ended:
		return false
	default:
		return true
	}
}

// Kill ends the process with kill -9 and waits until it is gone.
func (m *Member) Kill() error { return m.end(syscall.SIGKILL, time.Minute) }

// ErrStillRunning is that a process did not end when it was asked to.
var ErrStillRunning = errors.New("the process did not end")

// Stop asks the process to drain and end, and returns its exit status. One that
// does not end in time is killed, with ErrStillRunning.
func (m *Member) Stop(timeout time.Duration) (status int, err error) {
	if err := m.end(syscall.SIGTERM, timeout); err != nil {
		return -1, errors.Join(err, m.Kill())
	}
	return m.Status(), nil
}

func (m *Member) end(signal syscall.Signal, timeout time.Duration) error {
	m.mu.Lock()
	cmd, ended := m.cmd, m.ended
	m.mu.Unlock()
	if cmd == nil {
		return nil
	}
	if err := cmd.Process.Signal(signal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return fmt.Errorf("cannot end the process: %w", err)
	}
	select {
	case <-ended:
		return nil
	case <-time.After(timeout):
		return ErrStillRunning
	}
}

// Wait waits until the process ends by itself, and says whether it did.
func (m *Member) Wait(timeout time.Duration) bool {
	select {
	case <-m.ended:
		return true
	case <-time.After(timeout):
		return false
	}
}

// Status is the exit status of the process that ended last, -1 for one that was
// killed.
func (m *Member) Status() int { return m.cmd.ProcessState.ExitCode() }

// CPU is user and system time of all processes of this member that ended.
func (m *Member) CPU() time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.cpu
}

// Peak is the largest resident memory of the running process in bytes, 0 where
// the system does not say.
func (m *Member) Peak() int64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return highWater(m.cmd.Process.Pid)
}
