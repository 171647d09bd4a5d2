"""Commands on keys, and what clients ask about the server. https://redis.io/docs/latest/commands/?group=generic"""

from commands import SYNTAX_ERROR, integer, reads, table, writes, wrong_number
from keyspace import keyspace
from patterns import to_pattern
from resp import CommandError

settings = {b"save": b"", b"appendonly": b"no", b"maxmemory": b"0"}  # what CONFIG GET tells
sections = {}  # what INFO tells: functions that give names and values


@writes("del", -2)
def del_(*keys):
    return sum(keyspace.delete(key) for key in keys)


@reads("exists", -2)
def exists(*keys):
    return sum(keyspace.has(key) for key in keys)


@reads("type", 2)
def type_(key):
    return "string" if keyspace.has(key) else "none"


@reads("keys", 2)
def keys_(glob):
    pattern = to_pattern(glob)
    return [key for key in keyspace.keys() if pattern.fullmatch(key)]


@reads("dbsize", 1)
def dbsize():
    return len(keyspace.values)


@writes("flushall", -1)
def flushall(*mode):
    if [word.lower() for word in mode] not in ([], [b"sync"], [b"async"]):
        raise SYNTAX_ERROR
    keyspace.clear()
    return "OK"


@reads("ping", -1, wants_client=True)
def ping(client, message=None, *more):
    if more:
        raise wrong_number(b"ping")
    if client.subscriptions():
        return [b"pong", message or b""]
    return "PONG" if message is None else message


@reads("echo", 2)
def echo(message):
    return message


@reads("quit", -1)
def quit_(*_):
    return "OK"


@reads("select", 2)
def select(index):
    if integer(index) != 0:
        raise CommandError(b"DB index is out of range")
    return "OK"


@reads("config", -2)
def config(subcommand, *globs):
    if subcommand.lower() != b"get":
        raise CommandError(b"unknown subcommand '%s'. Try CONFIG HELP." % subcommand)
    if not globs:
        raise wrong_number(b"config|get")
    patterns = [to_pattern(glob.lower()) for glob in globs]
    chosen = [name for name in settings if any(pattern.fullmatch(name) for pattern in patterns)]
    return [word for name in chosen for word in (name, settings[name])]


@reads("command", -1)
def command(subcommand=None, *_):
    if subcommand is None:
        return [[name, function.arity, [], 0, 0, 0] for name, function in table.items()]
    return len(table) if subcommand.lower() == b"count" else []


@reads("info", -1)
def info(*names):
    asked = [name.lower().decode("latin-1") for name in names]
    everything = not asked or not {"all", "default", "everything"}.isdisjoint(asked)
    chosen = [name for name in sections if everything or name in asked]
    return "\r\n".join(section(name) for name in chosen).encode()


def section(name):
    lines = [f"# {name.capitalize()}", *(f"{fact}:{value}" for fact, value in sections[name]().items())]
    return "".join(line + "\r\n" for line in lines)


def about_keys():
    keys, mortal = len(keyspace.values), len(keyspace.deadlines)
    return {"db0": f"keys={keys},expires={mortal},avg_ttl=0"} if keys else {}


sections["server"] = lambda: {"redis_version": "7.0.15", "redis_mode": "standalone"}
sections["persistence"] = lambda: {}
sections["keyspace"] = about_keys
