"""Stages 02 to 07: a Redis server. A thread for each client, one lock for all commands, keys and values as bytes."""

import argparse
import contextlib
import io
import os
import socket
import socketserver
import sys
import threading
import time

import aof
import generic
import pubsub
import snapshots
import strings  # noqa: F401 (it enters its commands in the table)
from commands import run
from keyspace import keyspace
from postman import Postman
from resp import ProtocolError, encode, read_command


class Incoming(io.RawIOBase):
    """The input of a connection. Before it waits for more, all that was answered leaves."""

    def __init__(self, connection, flush):
        self.connection, self.flush = connection, flush

    def readable(self):
        return True

    def readinto(self, buffer):
        self.flush()
        return self.connection.recv_into(buffer)


class Client(socketserver.BaseRequestHandler):
    """One connection. What is to be sent to it are letters: bytes, and whether they are only true once the log is written."""

    def setup(self):
        self.channels, self.patterns = {}, {}  # the names are their keys
        self.letters, self.waiting = [], 0  # replies that have not left yet, and their bytes
        self.postman = None
        self.request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def handle(self):
        stream = io.BufferedReader(Incoming(self.request, self.flush), 64 * 1024)
        try:
            while (words := read_command(stream)) is not None:
                if not words:
                    continue
                with keyspace.lock:
                    keyspace.tick()
                    self.take(*run(words, self))
                if words[0].lower() == b"quit":
                    break
                if self.waiting > 64 * 1024:
                    self.flush()
        except ProtocolError as error:
            self.take(error)
        except OSError:
            pass  # the client broke off

    def finish(self):
        with keyspace.lock:
            pubsub.forget(self)
        with contextlib.suppress(OSError):
            self.postman.end() if self.postman else self.flush()

    def subscriptions(self):
        return len(self.channels) + len(self.patterns)

    def take(self, reply, changed=False):
        """Takes a reply. Those of a subscriber go among its messages, so that they keep their order."""
        if self.postman is None and self.subscriptions():
            self.postman = Postman(self.send)
            for letter in self.letters:
                self.postman.post(letter, len(letter[0]))
            self.letters.clear()
        if self.postman:
            self.post(reply, changed)
        else:
            self.letters.append((encode(reply), changed))
            self.waiting += len(self.letters[-1][0])

    def post(self, message, changed=False):
        """Leaves a message to the postman. False when the client has not read for so long that it is cut off."""
        data = encode(message)
        if self.postman.post((data, changed), len(data)):
            return True
        with contextlib.suppress(OSError):  # it may be gone already
            self.request.shutdown(socket.SHUT_RDWR)
        return False

    def flush(self):
        letters, self.letters, self.waiting = self.letters, [], 0
        if letters:
            self.send(letters)

    def send(self, letters):
        """Nothing leaves before the log has what it tells of."""
        refusal = aof.log.commit() and encode(aof.MISCONF)
        self.request.sendall(b"".join(refusal if refusal and changed else data for data, changed in letters))


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 511


def sweep():
    """Frees expired keys, some at a time: between two times, clients get their turn."""
    more = True
    while more:
        with keyspace.lock:
            keyspace.tick()
            more = keyspace.sweep(500)
        time.sleep(0.001)


def every(seconds, work):
    def repeat():
        while True:
            time.sleep(seconds)
            work()

    threading.Thread(target=repeat, daemon=True).start()


def parse_flags():
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--port", type=int, default=6380)
    parser.add_argument("--dir", default=".")
    parser.add_argument("--appendonly", choices=["yes", "no"], default="no")
    parser.add_argument("--appendfsync", choices=["always", "everysec", "no"], default="everysec")
    parser.add_argument("--appendfilename", default="appendonly.aof")
    parser.add_argument("--dbfilename", default="dump.rdb")
    parser.add_argument("--save", default="")
    return parser.parse_args()


def main():
    flags = parse_flags()
    if not os.path.isdir(flags.dir):
        sys.exit(f"--dir {flags.dir} is not there")
    logging = flags.appendonly == "yes"
    snapshots.start(os.path.join(flags.dir, flags.dbfilename), flags.save, load=not logging)
    aof.start(os.path.join(flags.dir, flags.appendfilename), logging, flags.appendfsync)
    generic.settings.update({b"save": flags.save.encode(), b"appendonly": flags.appendonly.encode()})
    snapshots.saves.saved = keyspace.changes  # what was loaded is saved
    every(0.1, sweep)
    every(0.1, snapshots.saves.check)
    every(1, aof.log.each_second)
    try:
        Server(("127.0.0.1", flags.port), Client).serve_forever()
    except OSError as error:
        sys.exit(f"cannot listen on port {flags.port}: {error}")


if __name__ == "__main__":
    main()
