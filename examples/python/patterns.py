"""Globs, as KEYS and PSUBSCRIBE take them."""

import re


def to_pattern(glob):
    """A glob as a regular expression, by the rules of stringmatchlen() in src/util.c."""
    first, *more = segments(glob)
    if not more:
        return re.compile(first, re.DOTALL)
    *middle, last = more
    # What is between two stars stands where it is found first, for good: to try other places would be in vain, and
    # with many stars take years. `(?=(…))` and what it found is how a regular expression doesn't look back.
    parts = [b"(?=(?P<s%d>.*?%s))(?P=s%d)" % (at, segment, at) for at, segment in enumerate(middle) if segment]
    return re.compile(b"%s%s.*%s" % (first, b"".join(parts), last), re.DOTALL)


def segments(glob):
    """What is between the stars of a glob, each as a regular expression."""
    found, at = [b""], 0
    while at < len(glob):
        character, at = glob[at : at + 1], at + 1
        if character == b"*":
            found.append(b"")
        elif character == b"?":
            found[-1] += b"."
        elif character == b"[":
            part, at = to_class(glob, at)
            found[-1] += part
        else:
            if character == b"\\" and at < len(glob):
                character, at = glob[at : at + 1], at + 1
            found[-1] += re.escape(character)
    return found


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
