"""Stage 07: who listens to what. https://redis.io/docs/latest/commands/?group=pubsub"""

from commands import gates, reads, wrong_number
from patterns import to_pattern
from resp import CommandError, Several

channels, patterns = {}, {}  # the clients of each channel and of each pattern
regexps = {}  # of each pattern
ALLOWED = b"subscribe psubscribe unsubscribe punsubscribe ping quit reset".split()


@gates.append
def refuse_subscribers(name, function, client):
    """In RESP2 a message and a reply look alike: a subscriber may say only what is answered in a shape of its own."""
    if client is not None and client.subscriptions() and name not in ALLOWED:
        allowed = b"(P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET"
        raise CommandError(b"Can't execute '%s': only %s are allowed in this context" % (name, allowed))


def topics_of(client, listeners):
    """The names that a client listens to, in the order in which it asked for them."""
    return client.channels if listeners is channels else client.patterns


def join(client, listeners, name):
    if listeners is patterns and name not in patterns:
        regexps[name] = to_pattern(name)
    listeners.setdefault(name, {})[client] = True
    topics_of(client, listeners)[name] = True


def leave(client, listeners, name):
    if topics_of(client, listeners).pop(name, None):
        del listeners[name][client]
        if not listeners[name]:
            del listeners[name]
            if listeners is patterns:
                del regexps[name]


def forget(client):
    """Ends all subscriptions of a client."""
    for listeners in (channels, patterns):
        for name in list(topics_of(client, listeners)):
            leave(client, listeners, name)


def subscribe_command(command, listeners):
    @reads(command, -2, wants_client=True)
    def subscribe(client, *names):
        replies = Several()
        for name in names:
            join(client, listeners, name)
            replies.append([command.encode(), name, client.subscriptions()])
        return replies


def unsubscribe_command(command, listeners):
    @reads(command, -1, wants_client=True)
    def unsubscribe(client, *names):
        replies = Several()
        for name in names or list(topics_of(client, listeners)) or [None]:
            leave(client, listeners, name)
            replies.append([command.encode(), name, client.subscriptions()])
        return replies


subscribe_command("subscribe", channels)
subscribe_command("psubscribe", patterns)
unsubscribe_command("unsubscribe", channels)
unsubscribe_command("punsubscribe", patterns)


@reads("publish", 3)
def publish(channel, message):
    told = tell(channels.get(channel, {}), [b"message", channel, message])
    for pattern, regexp in list(regexps.items()):
        if regexp.fullmatch(channel):
            told += tell(patterns.get(pattern, {}), [b"pmessage", pattern, channel, message])
    return told


def tell(clients, message):
    """Posts a message to each; who has left too much unread is cut off."""
    told = len(clients)
    for client in list(clients):
        if not client.post(message):
            forget(client)
    return told


@reads("pubsub", -2)
def pubsub(subcommand, *words):
    subcommand = subcommand.lower()
    if subcommand == b"channels":
        if len(words) > 1:
            raise wrong_number(b"pubsub|channels")
        pattern = to_pattern(*words or [b"*"])
        return [channel for channel in channels if pattern.fullmatch(channel)]
    if subcommand == b"numsub":
        return [fact for channel in words for fact in (channel, len(channels.get(channel, {})))]
    if subcommand == b"numpat":
        if words:
            raise wrong_number(b"pubsub|numpat")
        return len(patterns)
    raise CommandError(b"unknown subcommand '%s'. Try PUBSUB HELP." % subcommand)


@reads("reset", 1, wants_client=True)
def reset(client):
    forget(client)
    return "RESET"
