"""Commands on the deadlines of keys. https://redis.io/docs/latest/commands/expire/"""

from commands import integer, reads, writes
from keyspace import keyspace
from resp import CommandError

# How a time may be given: each of how many ms, and from now on or since 1970.
UNITS = {b"ex": (1000, False), b"px": (1, False), b"exat": (1000, True), b"pxat": (1, True)}


def to_deadline(command, time, unit, may_be_past=False):
    """The Unix time in ms that is meant. Python's integers have no end, but Redis's have: 64 bits."""
    scale, absolute = UNITS[unit]
    span = integer(time) * scale
    deadline = span if absolute else span + keyspace.now
    if not all(-(2**63) <= number < 2**63 for number in (span, deadline)) or span <= 0 and not may_be_past:
        raise CommandError(b"invalid expire time in '%s' command" % command)
    return deadline


def expire_command(name, unit):
    @writes(name, -3)
    def expire(key, time, *options):
        conditions = {option.lower() for option in options}
        for option in options:
            if option.lower() not in (b"nx", b"xx", b"gt", b"lt"):
                raise CommandError(b"Unsupported option " + option)
        if b"nx" in conditions and len(conditions) > 1:
            raise CommandError(b"NX and XX, GT or LT options at the same time are not compatible")
        if {b"gt", b"lt"} <= conditions:
            raise CommandError(b"GT and LT options at the same time are not compatible")
        deadline = to_deadline(name.encode(), time, unit, may_be_past=True)
        if not keyspace.has(key) or not all(holds(condition, key, deadline) for condition in conditions):
            return 0
        keyspace.expire_at(key, deadline)
        return 1


def holds(condition, key, deadline):
    current = keyspace.deadline(key)
    if condition in (b"nx", b"xx"):
        return (current is None) == (condition == b"nx")
    if current is None:  # such a key lives forever, and nothing is later than that
        return condition == b"lt"
    return deadline > current if condition == b"gt" else deadline < current


def tell_command(name, tell):
    @reads(name, 2)
    def command(key):
        if not keyspace.has(key):
            return -2
        deadline = keyspace.deadline(key)
        return -1 if deadline is None else tell(deadline)


expire_command("expire", b"ex")
expire_command("pexpire", b"px")
expire_command("expireat", b"exat")
expire_command("pexpireat", b"pxat")
tell_command("ttl", lambda deadline: (deadline - keyspace.now + 500) // 1000)
tell_command("pttl", lambda deadline: deadline - keyspace.now)
tell_command("expiretime", lambda deadline: (deadline + 500) // 1000)
tell_command("pexpiretime", lambda deadline: deadline)


@writes("persist", 2)
def persist(key):
    return int(keyspace.persist(key))
