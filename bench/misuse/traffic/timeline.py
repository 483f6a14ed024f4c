"""A simulated day: actors take turns in the order of a clock that only they move."""
import heapq
import itertools
import random

# 2026-11-16, a Monday, 06:00 UTC.
START = 1794808800.0


class Enough(Exception):
    """Raised in honest actors when all honest requests were made."""


class Timeline:
    """Actors are generators that yield how many seconds they wait. Each has its own source of chance, which is also the
    operating system's while it acts, so that what one does is no matter to the values of the others."""

    def __init__(self, seed, traveller):
        self.seed, self.traveller = seed, traveller
        self.now = START
        self.waiting, self.order = [], itertools.count()

    def source(self, name):
        return random.Random(f"{self.seed} {name}")

    def add(self, actor, chance, delay=0.0):
        heapq.heappush(self.waiting, (self.now + delay, next(self.order), actor, chance))

    def step(self):
        """Lets the next actor act; False when there is none."""
        if not self.waiting:
            return False
        moment, _, actor, chance = heapq.heappop(self.waiting)
        # A millisecond at least, so that no two requests are in one moment.
        self.now = max(moment, self.now + 0.001)
        self.traveller.move_to(self.now)
        random._urandom = chance.randbytes
        try:
            delay = next(actor)
        except (StopIteration, Enough):
            return True
        heapq.heappush(self.waiting, (self.now + delay, next(self.order), actor, chance))
        return True
