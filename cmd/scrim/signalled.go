package main

import "sync"

// signalled passes signals on to a service. A hangup that comes while that is
// being made, which takes a while with large dictionaries, is seen to afterwards:
// by itself it would end the program.
type signalled struct {
	mu      sync.Mutex
	service *service // nil: it is being made
	hungUp  bool
}

func (s *signalled) hangup() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.hungUp = s.service == nil; !s.hungUp {
		s.service.reload()
	}
}

func (s *signalled) quit() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.service != nil {
		s.service.quit()
	}
}

// started says that the service is there.
func (s *signalled) started(it *service) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.service = it; s.hungUp {
		it.reload()
	}
}
