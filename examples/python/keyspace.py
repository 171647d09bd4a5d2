"""The keys, their values and their deadlines. A key is gone for everybody from its deadline on."""

import heapq
import threading
import time


class Keyspace:
    """Keys and values are bytes, a deadline is a Unix time in ms. Whoever uses it holds the lock."""

    def __init__(self):
        self.lock = threading.RLock()
        self.values = {}
        self.deadlines = {}
        self.queue = []  # a heap of (deadline, key); some deadlines in it don't hold any more
        self.now = 0
        self.changes = 0  # how many there have been; who looks before and after a command knows whether it did something
        self.standstill = False  # while a log is replayed nothing expires: it says itself what did
        self.on_expire = lambda key: None

    def tick(self):
        self.now = time.time_ns() // 1_000_000

    def get(self, key):
        return self.values.get(key) if self.has(key) else None

    def has(self, key):
        deadline = self.deadlines.get(key)
        if deadline is not None and deadline < self.now and not self.standstill:
            self.expire(key)
        return key in self.values

    def keys(self):
        return [key for key in list(self.values) if self.has(key)]

    def entries(self):
        """A copy of all there is: values are never changed, only replaced, so it stays as it is."""
        return self.values.copy(), self.deadlines.copy()

    def set(self, key, value, deadline=None):
        self.values[key] = value
        self.deadlines.pop(key, None)
        self.changes += 1
        if deadline is not None:
            self.enter(key, deadline)

    def update(self, key, value):
        """Another value, the same deadline."""
        self.values[key] = value
        self.changes += 1

    def delete(self, key):
        if not self.has(key):
            return False
        del self.values[key]
        self.deadlines.pop(key, None)
        self.changes += 1
        return True

    def clear(self):
        self.changes += len(self.values)
        for table in (self.values, self.deadlines, self.queue):
            table.clear()

    def deadline(self, key):
        return self.deadlines.get(key) if self.has(key) else None

    def expire_at(self, key, deadline):
        """Gives a key that is there a deadline. When that is over already, the key goes."""
        if deadline <= self.now and not self.standstill:
            self.delete(key)
        else:
            self.enter(key, deadline)
            self.changes += 1

    def persist(self, key):
        if not self.has(key) or self.deadlines.pop(key, None) is None:
            return False
        self.changes += 1
        return True

    def enter(self, key, deadline):
        self.deadlines[key] = deadline
        heapq.heappush(self.queue, (deadline, key))
        if len(self.queue) > 2 * len(self.deadlines) + 1000:
            self.queue = [(deadline, key) for key, deadline in self.deadlines.items()]
            heapq.heapify(self.queue)

    def expire(self, key):
        """Removes a key whose time is over. No client did it, so it isn't counted as a change."""
        del self.values[key], self.deadlines[key]
        self.on_expire(key)

    def sweep(self, most):
        """Frees keys that nobody asks for: so many at most. True when there may be more."""
        for _ in range(most):
            if not self.queue or self.queue[0][0] >= self.now:
                return False
            _, key = heapq.heappop(self.queue)
            self.has(key)  # is all it takes, whichever deadline holds by now
        return True


keyspace = Keyspace()
