"""What is sent to a subscriber. A thread of its own waits for those who don't read."""

import collections
import threading

LIMIT = 32 * 1024 * 1024  # bytes that may wait for a subscriber: `client-output-buffer-limit pubsub 32mb` in redis.conf


class Postman(threading.Thread):
    """Sends letters one after another. `deliver` sends one, and may wait; it raises OSError when the client is gone."""

    def __init__(self, deliver):
        super().__init__(daemon=True)
        self.deliver = deliver
        self.letters = collections.deque()
        self.owed = 0  # bytes
        self.ending = False
        self.change = threading.Condition()
        self.start()

    def post(self, letter, size):
        """Takes a letter; False when too much waits already."""
        with self.change:
            self.letters.append((letter, size))
            self.owed += size
            self.change.notify()
            return self.owed <= LIMIT

    def end(self):
        """No letters will follow. Those that are there are sent, if that doesn't take long."""
        with self.change:
            self.ending = True
            self.change.notify()
        self.join(timeout=1)

    def run(self):
        try:
            while True:
                with self.change:
                    self.change.wait_for(lambda: self.letters or self.ending)
                    if not self.letters:
                        return
                    letter, size = self.letters.popleft()
                self.deliver([letter])
                with self.change:
                    self.owed -= size
        except OSError:
            pass  # the client broke off
