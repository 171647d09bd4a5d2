"""Snapshots in the format of Redis: src/rdb.c, version 10. There are only strings."""

import struct

from crc64 import crc64

# The types of values by their number; the way a value is stored makes for several.
TYPES = (
    "string list set zset hash zset module module - hash list set zset hash list stream hash zset list stream".split()
)


class Damaged(Exception):
    """What is wrong with a snapshot."""


# -- Writing


def dump(values, deadlines):
    """A snapshot, in chunks."""
    crc = 0
    for chunk in chunks(values, deadlines):
        crc = crc64(chunk, crc)
        yield chunk
    yield struct.pack("<Q", crc)


def chunks(values, deadlines):
    chunk = bytearray(b"REDIS0010\xfa%s%s\xfe\0" % (to_string(b"redis-ver"), to_string(b"7.0.15")))
    for key, value in values.items():
        if key in deadlines:
            chunk += b"\xfc" + struct.pack("<q", deadlines[key])
        chunk += b"\0" + to_string(key) + to_string(value)
        if len(chunk) >= 65536:
            yield bytes(chunk)
            chunk.clear()
    yield bytes(chunk) + b"\xff"


def to_string(text):
    size = len(text)
    if size < 64:
        return bytes([size]) + text
    if size < 16384:
        return struct.pack(">H", 0x4000 | size) + text
    return b"\x80" + struct.pack(">I", size) + text


# -- Reading


def load(data):
    """Each key with its value and its deadline, or None."""
    if not data.startswith(b"REDIS") or not data[5:9].isdigit() or not 1 <= int(data[5:9]) <= 10:
        raise Damaged("it is no snapshot, or of a version nobody knows")
    if int(data[5:9]) >= 5:
        checksum = int.from_bytes(data[-8:], "little")
        if checksum not in (0, crc64(data[:-8])):  # zero: nobody made one
            raise Damaged("its checksum is wrong")
    reader = Reader(data, 9)
    deadline = None
    while (kind := reader.byte()) != 0xFF:
        if kind == 0xFA:  # a fact: its name and its value
            reader.string(), reader.string()
        elif kind == 0xFB:  # how many keys there are, and how many of them have a deadline
            reader.length(), reader.length()
        elif kind == 0xF8:  # how long ago a key was used
            reader.length()
        elif kind == 0xF9:  # how often
            reader.byte()
        elif kind == 0xFC:
            (deadline,) = reader.unpack("<q")
        elif kind == 0xFD:
            deadline = reader.unpack("<i")[0] * 1000
        elif kind == 0xFE:
            if reader.length() != 0:
                raise Damaged("it holds another database than 0")
        elif kind == 0:
            yield reader.string(), reader.string(), deadline
            deadline = None
        else:
            raise Damaged(f"it holds a {TYPES[kind]}" if kind < len(TYPES) else "it holds a thing nobody knows")


class Reader:
    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def take(self, size):
        taken = self.data[self.at : self.at + size]
        if len(taken) < size:
            raise Damaged("it ends too early")
        self.at += size
        return taken

    def byte(self):
        return self.take(1)[0]

    def unpack(self, form):
        return struct.unpack(form, self.take(struct.calcsize(form)))

    def length(self):
        first = self.byte()
        if first < 64:
            return first
        if first < 128:
            return (first & 63) << 8 | self.byte()
        if first in (128, 129):
            return self.unpack(">I" if first == 128 else ">Q")[0]
        raise Damaged("a length is damaged")

    def string(self):
        """A length and so many bytes; or an integer of 1, 2 or 4 bytes, or compressed bytes."""
        form = self.byte() - 0xC0
        if form < 0:
            self.at -= 1
            return self.take(self.length())
        if form < 3:
            return b"%d" % self.unpack(("<b", "<h", "<i")[form])
        if form > 3:
            raise Damaged("a string is damaged")
        packed, size = self.length(), self.length()
        return unpack_lzf(self.take(packed), size)


def unpack_lzf(packed, size):
    """Runs of plain bytes, and repetitions of what came up to 8 KiB before (src/lzf_d.c)."""
    reader, out = Reader(packed), bytearray()
    while reader.at < len(packed):
        control = reader.byte()
        if control < 32:
            out += reader.take(control + 1)
            continue
        count = (control >> 5) + 2 + (reader.byte() if control >> 5 == 7 else 0)
        start = len(out) - ((control & 31) << 8) - reader.byte() - 1
        if start < 0:
            raise Damaged("a compressed string is damaged")
        for at in range(start, start + count):  # byte by byte: it may repeat what it has just written
            out.append(out[at])
    if len(out) != size:
        raise Damaged("a compressed string is damaged")
    return bytes(out)
