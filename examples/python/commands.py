"""The table of commands, and how one is run. https://redis.io/docs/latest/commands/"""

from keyspace import keyspace
from resp import CommandError, to_integer

table = {}
gates = []  # called before a command runs; what they raise is the reply
listeners = []  # called with the words of each command that has changed something

SYNTAX_ERROR = CommandError(b"syntax error")


def reads(name, arity, wants_client=False, writes=False):
    """Enters a function in the table. The arity counts the name; a negative one is the least, as in COMMAND's reply."""

    def enter(function):
        function.arity, function.wants_client, function.writes = arity, wants_client, writes
        table[name.encode()] = function
        return function

    return enter


def writes(name, arity):
    return reads(name, arity, writes=True)


def run(words, client):
    """The reply to a command, and whether it changed something. Whoever calls it holds the lock."""
    before = keyspace.changes
    try:
        reply = call(words, client)
    except CommandError as error:
        return error, False
    changed = keyspace.changes != before
    if changed:
        for listener in listeners:
            listener(words)
    return reply, changed


def call(words, client):
    name = words[0].lower()
    function = table.get(name)
    if function is None:
        raise unknown(words)
    if len(words) != function.arity and (function.arity > 0 or len(words) < -function.arity):
        raise wrong_number(name)
    for gate in gates:
        gate(name, function, client)
    return function(client, *words[1:]) if function.wants_client else function(*words[1:])


def unknown(words):
    quoted = b""
    for word in words[1:]:
        if len(quoted) >= 128:
            break
        quoted += b"'%s' " % word[: 128 - len(quoted)]
    return CommandError(b"unknown command '%s', with args beginning with: %s" % (words[0][:128], quoted))


def wrong_number(name):
    return CommandError(b"wrong number of arguments for '%s' command" % name)


def integer(text):
    value = to_integer(text)
    if value is None:
        raise CommandError(b"value is not an integer or out of range")
    return value
