"""RESP: what clients send, and what they are answered. https://redis.io/docs/latest/develop/reference/protocol-spec/"""

import functools
import re

MAX_LINE = 64 * 1024
MAX_BULK = 512 * 1024 * 1024
MAX_ARGUMENTS = 2**31 - 1


class CommandError(Exception):
    """An error reply. The connection goes on."""

    def __init__(self, message, code=b"ERR"):
        super().__init__(message)
        self.code = code


class ProtocolError(Exception):
    """An error reply after which nothing more can be understood."""


class Several(list):
    """The replies to a command that has more than one."""


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


INTEGER = re.compile(rb"0|-?[1-9][0-9]{0,18}")


def to_integer(text, low=-(2**63), high=2**63 - 1):
    """The integer that prints as this text, or None when there is none from low to high."""
    if not INTEGER.fullmatch(text):
        return None
    value = int(text)
    return value if low <= value <= high else None


def encode(reply):
    """As bytes: a str is a simple string, bytes are a bulk string, an int is an integer, None is nil, a list an array."""
    if isinstance(reply, Several):
        return b"".join(map(encode, reply))
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
    start = b"-ERR Protocol error: " if isinstance(reply, ProtocolError) else b"-%s " % reply.code
    return start + re.sub(rb"[\r\n]", b" ", message) + b"\r\n"
