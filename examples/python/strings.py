"""Commands on values. https://redis.io/docs/latest/commands/?group=string"""

from commands import SYNTAX_ERROR, integer, reads, writes, wrong_number
from deadlines import UNITS, to_deadline
from keyspace import keyspace
from resp import CommandError


@reads("get", 2)
def get(key):
    return keyspace.get(key)


@writes("set", -3)
def set_(key, value, *options):
    flags, unit, time = read_options(options, {b"nx", b"xx", b"get", b"keepttl"})
    deadline = to_deadline(b"set", time, unit) if unit else None
    old = keyspace.get(key)
    if b"keepttl" in flags:
        deadline = keyspace.deadline(key)
    refused = b"nx" in flags and old is not None or b"xx" in flags and old is None
    if not refused:
        keyspace.set(key, value, deadline)
    if b"get" in flags:
        return old
    return None if refused else "OK"


def read_options(words, allowed):
    """What stands behind a key and its value: flags, and at most one time with its unit."""
    flags, unit, time = set(), None, None
    words = iter(words)
    for word in map(bytes.lower, words):
        if word in allowed:
            flags.add(word)
        elif word in UNITS and unit in (None, word):
            unit, time = word, next(words, None)
        else:
            raise SYNTAX_ERROR
    if {b"nx", b"xx"} <= flags or unit and (time is None or flags & {b"keepttl", b"persist"}):
        raise SYNTAX_ERROR
    return flags, unit, time


@writes("setex", 4)
def setex(key, time, value):
    keyspace.set(key, value, to_deadline(b"setex", time, b"ex"))
    return "OK"


@writes("psetex", 4)
def psetex(key, time, value):
    keyspace.set(key, value, to_deadline(b"psetex", time, b"px"))
    return "OK"


@writes("getex", -2)
def getex(key, *options):
    flags, unit, time = read_options(options, {b"persist"})
    value = keyspace.get(key)
    if value is not None and unit:
        keyspace.expire_at(key, to_deadline(b"getex", time, unit))
    elif flags:
        keyspace.persist(key)
    return value


@writes("setnx", 3)
def setnx(key, value):
    return int(set_(key, value, b"nx") == "OK")


@writes("getset", 3)
def getset(key, value):
    return set_(key, value, b"get")


@writes("getdel", 2)
def getdel(key):
    value = keyspace.get(key)
    keyspace.delete(key)
    return value


@writes("mset", -3)
def mset(*pairs):
    if len(pairs) % 2:
        raise wrong_number(b"mset")
    for key, value in zip(pairs[::2], pairs[1::2]):
        keyspace.set(key, value)
    return "OK"


@reads("mget", -2)
def mget(*keys):
    return [keyspace.get(key) for key in keys]


@writes("append", 3)
def append(key, more):
    value = (keyspace.get(key) or b"") + more
    keyspace.update(key, value)
    return len(value)


@reads("strlen", 2)
def strlen(key):
    return len(keyspace.get(key) or b"")


@writes("incr", 2)
def incr(key):
    return add(key, 1)


@writes("decr", 2)
def decr(key):
    return add(key, -1)


@writes("incrby", 3)
def incrby(key, amount):
    return add(key, integer(amount))


@writes("decrby", 3)
def decrby(key, amount):
    if integer(amount) == -(2**63):
        raise CommandError(b"decrement would overflow")
    return add(key, -integer(amount))


def add(key, amount):
    value = keyspace.get(key)
    total = (0 if value is None else integer(value)) + amount
    if not -(2**63) <= total < 2**63:
        raise CommandError(b"increment or decrement would overflow")
    keyspace.update(key, b"%d" % total)
    return total
