"""Stage 05: the append only file, a log of all commands that changed something."""

import collections
import os
import sys
import threading

from commands import call, gates, listeners, reads
from files import remove, replace, sync
from generic import sections
from keyspace import keyspace
from resp import CommandError, ProtocolError, encode, read_command


class Log:
    """Commands are appended under the lock of the keyspace, and written by whoever wants to answer next."""

    def __init__(self):
        self.path = self.file = self.policy = None
        self.lock = threading.Lock()  # held by who writes to the file
        self.waiting = collections.deque()  # commands that nobody has begun to write
        self.unwritten = b""  # what could not be written so far
        self.end = 0  # where whole commands end in the file
        self.problem = None  # why the last write failed
        self.unsynced = False
        self.meanwhile = None  # what came since a rewrite began
        self.rewritten = "ok"

    def open(self, policy):
        self.policy = policy
        self.file = open(self.path, "r+b" if os.path.exists(self.path) else "w+b", buffering=0)
        self.end = os.path.getsize(self.path)

    def append(self, words):
        command = encode(words)
        if self.file is not None:
            self.waiting.append(command)
        if self.meanwhile is not None:
            self.meanwhile.append(command)

    def commit(self):
        """Writes what waits: one write, and one fsync, for all threads that come meanwhile. Gives the problem, if any."""
        if self.file is None:
            return None
        with self.lock:
            batch = [self.unwritten]
            while self.waiting:
                batch.append(self.waiting.popleft())
            self.unwritten = b"".join(batch)
            if self.unwritten:
                self.problem = self.write()
            return self.problem

    def write(self):
        try:
            write_at(self.file, self.unwritten, self.end)  # what failed half-way is written over
            if self.policy == "always":
                os.fsync(self.file.fileno())
        except OSError as error:
            return str(error)
        self.end += len(self.unwritten)
        self.unwritten = b""
        self.unsynced = True
        return None

    def each_second(self):
        """Tries again what failed, and with everysec sees to it that all is on the disk."""
        self.commit()
        file = self.file
        if self.policy != "everysec" or not self.unsynced:
            return
        self.unsynced = False
        try:
            os.fsync(file.fileno())
        except OSError as error:
            self.unsynced, self.problem = True, str(error)

    def rewrite(self):
        """Begins to write the shortest log for what there is now. Commands that come meanwhile follow behind it."""
        self.meanwhile = []
        threading.Thread(target=self.replace, args=keyspace.entries(), daemon=True).start()

    def replace(self, values, deadlines):
        temporary = self.path + ".rewrite"
        try:
            with open(temporary, "wb") as file:
                for key, value in values.items():
                    file.write(encode(set_command(key, value, deadlines.get(key))))
                sync(file)
            with keyspace.lock, self.lock:
                fresh = open(temporary, "r+b", buffering=0)
                end = os.path.getsize(temporary)
                rest = b"".join(self.meanwhile)
                write_at(fresh, rest, end)
                sync(fresh)
                replace(temporary, self.path)
                self.waiting.clear()
                self.unwritten, self.problem, self.end = b"", None, end + len(rest)
                if self.file is not None:
                    self.file = fresh
            self.rewritten = "ok"
        except OSError as error:
            self.rewritten = "err"
            print(f"Rewriting {self.path} failed: {error}", file=sys.stderr)
        finally:
            self.meanwhile = None
            remove(temporary)


def write_at(file, data, position):
    """Writes all of it, though the system may take only a part at a time."""
    rest = memoryview(data)
    while rest:
        done = os.pwrite(file.fileno(), rest, position)
        rest, position = rest[done:], position + done


# -- What is logged


def effect(words):
    """A command with the same effect at any time: `EX 100` would mean another moment when the log is replayed."""
    name, key = words[0].lower(), words[1] if len(words) > 1 else None
    if name in (b"setex", b"psetex") or name == b"set" and len(words) > 3:
        return set_command(key, keyspace.get(key), keyspace.deadline(key)) if keyspace.has(key) else [b"DEL", key]
    if name in (b"getex", b"expire", b"pexpire", b"expireat", b"pexpireat"):
        if not keyspace.has(key):
            return [b"DEL", key]
        deadline = keyspace.deadline(key)
        return [b"PERSIST", key] if deadline is None else [b"PEXPIREAT", key, b"%d" % deadline]
    return words


def set_command(key, value, deadline):
    return [b"SET", key, value] + ([] if deadline is None else [b"PXAT", b"%d" % deadline])


# -- What a log is replayed to


def replay(path):
    """Executes a log. A torn last command is cut off, with a warning; anything else that is wrong ends the process."""
    size, whole = os.path.getsize(path), 0
    keyspace.standstill = True
    with open(path, "r+b") as file:
        try:
            while whole < size:
                if file.peek(1)[:1] != b"*":
                    raise ProtocolError(b"no command starts here")
                words = read_command(file)
                if words is None:
                    file.truncate(whole)
                    print(f"The last command of {path} was torn: {whole} bytes before it are kept.", file=sys.stderr)
                    break
                if words[0].lower() not in (b"multi", b"exec"):  # redis-server puts them around what belongs together
                    call(words, None)
                whole = file.tell()
        except (CommandError, ProtocolError, IndexError) as error:
            sys.exit(f"Bad file format reading the append only file {path} at offset {whole}: {error}")
    keyspace.standstill = False


def start(path, enabled, policy):
    log.path = path
    if enabled:
        if os.path.exists(path):
            replay(path)
        log.open(policy)
        listeners.append(lambda words: log.append(effect(words)))
        keyspace.on_expire = lambda key: log.append([b"DEL", key])


# -- Commands

log = Log()
MISCONF = CommandError(b"Errors writing to the AOF file", code=b"MISCONF")


@gates.append
def refuse_writes(name, function, client):
    if function.writes and log.problem:
        raise MISCONF


@reads("bgrewriteaof", 1)
def bgrewriteaof():
    if log.meanwhile is not None:
        raise CommandError(b"Background append only file rewriting already in progress")
    log.rewrite()
    return "Background append only file rewriting started"


def facts():
    return {
        "aof_enabled": int(log.file is not None),
        "aof_rewrite_in_progress": int(log.meanwhile is not None),
        "aof_last_bgrewrite_status": log.rewritten,
        "aof_last_write_status": "err" if log.problem else "ok",
    }


sections["persistence"] = facts
