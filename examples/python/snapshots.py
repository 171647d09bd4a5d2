"""Stage 06: when snapshots are written and loaded."""

import os
import re
import sys
import threading
import time

import rdb
from commands import SYNTAX_ERROR, reads
from files import write_whole
from generic import sections
from keyspace import keyspace
from resp import CommandError


class Saves:
    """Whoever uses it holds the lock of the keyspace."""

    def __init__(self):
        self.path = None
        self.points = []  # (seconds, changes): when a save starts by itself
        self.saved = 0  # how many of the changes are
        self.last = self.tried = int(time.time())
        self.succeeded = True  # whether the last one in the background did
        self.running = False

    def changes(self):
        return keyspace.changes - self.saved

    def settle(self, changes):
        self.saved, self.last = changes, int(time.time())

    def write(self, values, deadlines):
        try:
            write_whole(self.path, rdb.dump(values, deadlines))
            return True
        except OSError as error:
            print(f"Saving {self.path} failed: {error}", file=sys.stderr)
            return False

    def in_background(self):
        """Copies the two dictionaries, which takes an instant, and writes the copies while clients are served."""
        self.running, self.tried = True, time.time()
        threading.Thread(target=self.finish, args=(keyspace.changes, *keyspace.entries()), daemon=True).start()

    def finish(self, changes, values, deadlines):
        succeeded = self.write(values, deadlines)
        with keyspace.lock:
            if succeeded:
                self.settle(changes)
            self.succeeded, self.running = succeeded, False

    def check(self):
        """Starts a save when a save point says so."""
        with keyspace.lock:
            age = time.time() - self.tried
            if not self.running and any(age > wait and self.changes() >= least for wait, least in self.points):
                self.in_background()


def start(path, points, load):
    if not re.fullmatch(r"(\d+ \d+( |$))*", points):
        sys.exit(f'--save is "<seconds> <changes>", not "{points}"')
    numbers = [int(number) for number in points.split()]
    saves.path, saves.points = path, list(zip(numbers[::2], numbers[1::2]))
    if load and os.path.exists(path):
        keyspace.tick()
        try:
            with open(path, "rb") as file:
                for key, value, deadline in rdb.load(file.read()):
                    if deadline is None or deadline >= keyspace.now:
                        keyspace.set(key, value, deadline)
        except (rdb.Damaged, OSError) as error:
            sys.exit(f"The snapshot {path} can't be loaded: {error}")


# -- Commands

saves = Saves()
IN_PROGRESS = CommandError(b"Background save already in progress")


@reads("save", 1)
def save():
    if saves.running:
        raise IN_PROGRESS
    if not saves.write(*keyspace.entries()):
        raise CommandError(b"the snapshot could not be written")
    saves.settle(keyspace.changes)
    return "OK"


@reads("bgsave", -1)
def bgsave(*words):
    if words and [word.lower() for word in words] != [b"schedule"]:
        raise SYNTAX_ERROR
    if saves.running:
        raise IN_PROGRESS
    saves.in_background()
    return "Background saving started"


@reads("lastsave", 1)
def lastsave():
    return saves.last


about_the_log = sections["persistence"]
sections["persistence"] = lambda: {
    **about_the_log(),
    "rdb_changes_since_last_save": saves.changes(),
    "rdb_bgsave_in_progress": int(saves.running),
    "rdb_last_bgsave_status": "ok" if saves.succeeded else "err",
}
