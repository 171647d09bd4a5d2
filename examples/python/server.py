"""Stages 02 and 03: a Redis server. A thread for each client, one lock for all commands, keys and values as bytes."""

import argparse
import functools
import io
import re
import socketserver
import sys
import threading

MAX_LINE = 64 * 1024
MAX_BULK = 512 * 1024 * 1024
MAX_ARGUMENTS = 2**31 - 1


class CommandError(Exception):
    """An error reply. The connection goes on."""


class ProtocolError(Exception):
    """An error reply after which nothing more can be understood."""


# -- Requests: https://redis.io/docs/latest/develop/reference/protocol-spec/


def read_command(stream):
    """The words of the next command, or None when the input ends before it does. No words are no command."""
    line = read_line(stream, b"inline request")
    if line is None:
        return None
    if not line.startswith(b"*"):
        return split_words(line)
    count = to_integer(line[1:], -MAX_ARGUMENTS, MAX_ARGUMENTS)
    if count is None:
        raise ProtocolError(b"invalid multibulk length")
    words = []
    for _ in range(count):
        word = read_bulk(stream)
        if word is None:
            return None
        words.append(word)
    return words


def read_bulk(stream):
    line = read_line(stream, b"bulk count string")
    if line is None:
        return None
    if not line.startswith(b"$"):
        raise ProtocolError(b"expected '$', got '%c'" % (line[:1] or b" "))
    length = to_length(line[1:])
    word = stream.read(length + 2)
    return word[:length] if len(word) == length + 2 else None


@functools.lru_cache  # the same few lengths come again and again
def to_length(text):
    length = to_integer(text, 0, MAX_BULK)
    if length is None:
        raise ProtocolError(b"invalid bulk length")
    return length


def read_line(stream, what):
    """A line without its end, or None when the input ends before it does."""
    line = stream.readline(MAX_LINE + 1)
    if line.endswith(b"\n"):
        return line[:-2] if line.endswith(b"\r\n") else line[:-1]
    if len(line) > MAX_LINE:
        raise ProtocolError(b"too big " + (b"mbulk count string" if line.startswith(b"*") else what))
    return None


# A word is plain text and then perhaps text in quotes, with which it ends.
WORD = re.compile(
    rb"""\s*(?=\S)([^\s"']*)(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\'|\\(?!'))*)')?(?=\s|\Z)""", re.DOTALL
)
ESCAPE = re.compile(rb"\\(?:x([0-9a-fA-F]{2})|(.))", re.DOTALL)
CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"a": b"\a"}


def split_words(line):
    """The words of an inline command, taken apart as sdssplitargs() in src/sds.c does."""
    words, at, line = [], 0, line.rstrip()
    while at < len(line):
        match = WORD.match(line, at)
        if match is None:
            raise ProtocolError(b"unbalanced quotes in request")
        plain, double, single = match.groups(b"")
        words.append(plain + ESCAPE.sub(unescape, double) + single.replace(b"\\'", b"'"))
        at = match.end()
    return words


def unescape(match):
    digits, character = match.groups()
    return bytes.fromhex(digits.decode()) if digits else CONTROLS.get(character, character)


# -- Replies


def encode(reply):
    """As bytes: a str is a simple string, bytes are a bulk string, an int is an integer, None is nil, a list an array."""
    if reply is None:
        return b"$-1\r\n"
    if isinstance(reply, bytes):
        return b"$%d\r\n%s\r\n" % (len(reply), reply)
    if isinstance(reply, int):
        return b":%d\r\n" % reply
    if isinstance(reply, str):
        return b"+%s\r\n" % reply.encode()
    if isinstance(reply, list):
        return b"*%d\r\n%s" % (len(reply), b"".join(map(encode, reply)))
    (message,) = reply.args
    start = b"-ERR Protocol error: " if isinstance(reply, ProtocolError) else b"-ERR "
    return start + re.sub(rb"[\r\n]", b" ", message) + b"\r\n"


# -- Integers and patterns

INTEGER = re.compile(rb"0|-?[1-9][0-9]{0,18}")
NOT_AN_INTEGER = b"value is not an integer or out of range"


def to_integer(text, low=-(2**63), high=2**63 - 1):
    """The integer that prints as this text, or None when there is none from low to high."""
    if not INTEGER.fullmatch(text):
        return None
    value = int(text)
    return value if low <= value <= high else None


def to_pattern(glob):
    """A glob as a regular expression, by the rules of stringmatchlen() in src/util.c."""
    parts, at = [], 0
    while at < len(glob):
        character, at = glob[at : at + 1], at + 1
        if character == b"*":
            parts.append(b".*")
        elif character == b"?":
            parts.append(b".")
        elif character == b"[":
            part, at = to_class(glob, at)
            parts.append(part)
        else:
            if character == b"\\" and at < len(glob):
                character, at = glob[at : at + 1], at + 1
            parts.append(re.escape(character))
    return re.compile(re.sub(rb"(\.\*)+", b".*", b"".join(parts)), re.DOTALL)


def to_class(glob, at):
    """The part of a glob behind a [, and where it ends. Without a ] it ends with the glob."""
    negated = glob.startswith(b"^", at)
    at += negated
    ranges = []
    while at < len(glob) and not glob.startswith(b"]", at):
        if glob.startswith(b"\\", at) and at + 1 < len(glob):
            first = last = glob[at + 1]
            at += 2
        elif glob.startswith(b"-", at + 1) and at + 2 < len(glob):
            first, last = sorted((glob[at], glob[at + 2]))
            at += 3
        else:
            first = last = glob[at]
            at += 1
        ranges.append(b"\\x%02x-\\x%02x" % (first, last))
    if not ranges:
        return (b"." if negated else b"(?!)"), at + 1
    return b"[%s%s]" % (b"^" if negated else b"", b"".join(ranges)), at + 1


# -- Commands: https://redis.io/docs/latest/commands/

values = {}
lock = threading.Lock()
commands = {}


def command(name, arity):
    """Enters a function in the table. The arity counts the name; a negative one is the least, as in COMMAND's reply."""

    def enter(function):
        commands[name] = (arity, function)
        return function

    return enter


def run(words):
    """The reply to a command. One at a time, whichever thread it is in."""
    name = words[0].lower()
    if name not in commands:
        return unknown(words)
    arity, function = commands[name]
    if len(words) != arity and (arity > 0 or len(words) < -arity):
        return wrong_number(name)
    try:
        with lock:
            return function(*words[1:])
    except CommandError as error:
        return error


def unknown(words):
    quoted = b""
    for word in words[1:]:
        if len(quoted) >= 128:
            break
        quoted += b"'%s' " % word[: 128 - len(quoted)]
    return CommandError(b"unknown command '%s', with args beginning with: %s" % (words[0][:128], quoted))


def wrong_number(name):
    return CommandError(b"wrong number of arguments for '%s' command" % name)


@command(b"ping", -1)
def ping(message=None, *more):
    if more:
        raise wrong_number(b"ping")
    return "PONG" if message is None else message


@command(b"echo", 2)
def echo(message):
    return message


@command(b"quit", -1)
def quit_(*_):
    return "OK"


@command(b"get", 2)
def get(key):
    return values.get(key)


@command(b"set", -3)
def set_(key, value, *options):
    options = [option.lower() for option in options]
    if not {b"nx", b"xx", b"get"}.issuperset(options) or {b"nx", b"xx"}.issubset(options):
        raise CommandError(b"syntax error")
    old = values.get(key)
    refused = b"nx" in options and old is not None or b"xx" in options and old is None
    if not refused:
        values[key] = value
    if b"get" in options:
        return old
    return None if refused else "OK"


@command(b"setnx", 3)
def setnx(key, value):
    return int(set_(key, value, b"nx") == "OK")


@command(b"getset", 3)
def getset(key, value):
    return set_(key, value, b"get")


@command(b"getdel", 2)
def getdel(key):
    return values.pop(key, None)


@command(b"mset", -3)
def mset(*pairs):
    if len(pairs) % 2:
        raise wrong_number(b"mset")
    values.update(zip(pairs[::2], pairs[1::2]))
    return "OK"


@command(b"mget", -2)
def mget(*keys):
    return [values.get(key) for key in keys]


@command(b"append", 3)
def append(key, value):
    values[key] = values.get(key, b"") + value
    return len(values[key])


@command(b"strlen", 2)
def strlen(key):
    return len(values.get(key, b""))


@command(b"incr", 2)
def incr(key):
    return add(key, 1)


@command(b"decr", 2)
def decr(key):
    return add(key, -1)


@command(b"incrby", 3)
def incrby(key, amount):
    return add(key, integer(amount))


@command(b"decrby", 3)
def decrby(key, amount):
    if integer(amount) == -(2**63):
        raise CommandError(b"decrement would overflow")
    return add(key, -integer(amount))


def add(key, amount):
    total = integer(values.get(key, b"0")) + amount
    if not -(2**63) <= total < 2**63:
        raise CommandError(b"increment or decrement would overflow")
    values[key] = b"%d" % total
    return total


def integer(text):
    value = to_integer(text)
    if value is None:
        raise CommandError(NOT_AN_INTEGER)
    return value


@command(b"del", -2)
def del_(*keys):
    return sum(values.pop(key, None) is not None for key in keys)


@command(b"exists", -2)
def exists(*keys):
    return sum(key in values for key in keys)


@command(b"type", 2)
def type_(key):
    return "string" if key in values else "none"


@command(b"keys", 2)
def keys_(glob):
    pattern = to_pattern(glob)
    return [key for key in values if pattern.fullmatch(key)]


@command(b"dbsize", 1)
def dbsize():
    return len(values)


@command(b"flushall", -1)
def flushall(*mode):
    if [word.lower() for word in mode] not in ([], [b"sync"], [b"async"]):
        raise CommandError(b"syntax error")
    values.clear()
    return "OK"


@command(b"select", 2)
def select(index):
    if integer(index) != 0:
        raise CommandError(b"DB index is out of range")
    return "OK"


# -- What clients ask about the server

CONFIG = {b"save": b"", b"appendonly": b"no", b"maxmemory": b"0"}


@command(b"config", -2)
def config(subcommand, *globs):
    if subcommand.lower() != b"get":
        raise CommandError(b"unknown subcommand '%s'. Try CONFIG HELP." % subcommand)
    if not globs:
        raise wrong_number(b"config|get")
    patterns = [to_pattern(glob.lower()) for glob in globs]
    chosen = [name for name in CONFIG if any(pattern.fullmatch(name) for pattern in patterns)]
    return [word for name in chosen for word in (name, CONFIG[name])]


@command(b"command", -1)
def command_(subcommand=None, *_):
    if subcommand is None:
        return [[name, arity, [], 0, 0, 0] for name, (arity, _) in commands.items()]
    return len(commands) if subcommand.lower() == b"count" else []


@command(b"info", -1)
def info(*names):
    sections = {
        b"server": [b"# Server", b"redis_version:7.0.15", b"redis_mode:standalone"],
        b"keyspace": [b"# Keyspace", *([b"db0:keys=%d,expires=0,avg_ttl=0" % len(values)] if values else [])],
    }
    asked = [name.lower() for name in names]
    everything = not asked or not {b"all", b"default", b"everything"}.isdisjoint(asked)
    chosen = [lines for name, lines in sections.items() if everything or name in asked]
    return b"\r\n".join(b"".join(line + b"\r\n" for line in lines) for lines in chosen)


# -- Connections


class Incoming(io.RawIOBase):
    """The input of a connection. Before it waits for more, all that was answered leaves."""

    def __init__(self, connection, replies):
        self.connection = connection
        self.replies = replies

    def readable(self):
        return True

    def readinto(self, buffer):
        self.replies.flush()
        return self.connection.recv_into(buffer)


class Client(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True
    wbufsize = 64 * 1024

    def handle(self):
        stream = io.BufferedReader(Incoming(self.connection, self.wfile), 64 * 1024)
        try:
            while (words := read_command(stream)) is not None:
                if not words:
                    continue
                self.wfile.write(encode(run(words)))
                if words[0].lower() == b"quit":
                    break
        except ProtocolError as error:
            self.wfile.write(encode(error))
        except ConnectionError:
            pass  # the client broke off


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 511


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=6380)
    port = parser.parse_args().port
    try:
        Server(("127.0.0.1", port), Client).serve_forever()
    except OSError as error:
        sys.exit(f"cannot listen on port {port}: {error}")
