// What a test expects of a reply.
import { ErrorReply, type Received, type Reply } from './reply.ts';
import { quote, tellReply } from './text.ts';

/** A description of acceptable replies. */
export interface Matcher {
  readonly description: string;
  matches(received: Received): boolean;
}

/**
 * Plain values stand for themselves: text and bytes for a bulk string, a number for an integer, null for a null bulk
 * string or array, an array for an array of these. Anything else is a matcher.
 */
export type Expected = string | Buffer | number | bigint | null | readonly Expected[] | Matcher;

/** A simple string, such as `+PONG`. */
export function simple(text: string): Matcher {
  return {
    description: `+${text}`,
    matches: ({ kind, value }) => kind !== '$' && Buffer.isBuffer(value) && value.toString('latin1') === text,
  };
}

/** `+OK`. */
export const ok = simple('OK');

/** An error reply with exactly this text, or one that matches the pattern. Both without the leading `-`. */
export function error(text: string | RegExp): Matcher {
  return {
    description: typeof text === 'string' ? `-${text}` : `an error like ${text}`,
    matches: ({ value }) =>
      value instanceof ErrorReply &&
      (typeof text === 'string' ? value.message === text : text.test(value.message)),
  };
}

/** An integer from `min` to `max`, both included. */
export function between(min: number, max: number): Matcher {
  return {
    description: `an integer from ${min} to ${max}`,
    matches: ({ value }) => typeof value === 'number' && value >= min && value <= max,
  };
}

/** A bulk string whose bytes, read as latin1, match. */
export function like(pattern: RegExp): Matcher {
  return {
    description: `a bulk string like ${pattern}`,
    matches: ({ kind, value }) =>
      kind !== '+' && Buffer.isBuffer(value) && pattern.test(value.toString('latin1')),
  };
}

/** Any of these. */
export function anyOf(...choices: Expected[]): Matcher {
  const matchers = choices.map(toMatcher);
  return {
    description: matchers.map(({ description }) => description).join(' or '),
    matches: (received) => matchers.some((matcher) => matcher.matches(received)),
  };
}

/** An array of these elements in any order. */
export function inAnyOrder(elements: readonly Expected[]): Matcher {
  const matchers = elements.map(toMatcher);
  return {
    description: `in any order: [${matchers.map(({ description }) => description).join(', ')}]`,
    matches({ value }) {
      if (!Array.isArray(value) || value.length !== matchers.length) return false;
      const left = [...matchers];
      return value.every((element) => {
        const found = left.findIndex((matcher) => matcher.matches(asReceived(element)));
        if (found !== -1) left.splice(found, 1);
        return found !== -1;
      });
    },
  };
}

/** Any reply that isn't an error. */
export const anything: Matcher = {
  description: 'any reply but an error',
  matches: ({ value }) => !(value instanceof ErrorReply),
};

/** The matcher that an expected value stands for. */
export function toMatcher(expected: Expected): Matcher {
  if (typeof expected === 'string') return bulk(Buffer.from(expected));
  if (Buffer.isBuffer(expected)) return bulk(expected);
  if (expected === null) return { description: '(nil)', matches: ({ value }) => value === null };
  if (typeof expected === 'number' || typeof expected === 'bigint') {
    return {
      description: tellReply(expected),
      matches: ({ value }) =>
        (typeof value === 'number' || typeof value === 'bigint') && BigInt(value) === BigInt(expected),
    };
  }
  return isMatcher(expected) ? expected : arrayOf(expected.map(toMatcher));
}

function isMatcher(expected: Matcher | readonly Expected[]): expected is Matcher {
  return 'matches' in expected;
}

function bulk(bytes: Buffer): Matcher {
  return {
    description: `${quote(bytes)}${bytes.length > 48 ? '' : `   (${bytes.length} bytes)`}`,
    matches: ({ kind, value }) => kind !== '+' && Buffer.isBuffer(value) && value.equals(bytes),
  };
}

function arrayOf(matchers: readonly Matcher[]): Matcher {
  return {
    description: `[${matchers.map(({ description }) => description).join(', ')}]`,
    matches: ({ value }) =>
      Array.isArray(value) &&
      value.length === matchers.length &&
      matchers.every((matcher, i) => matcher.matches(asReceived(value[i] ?? null))),
  };
}

/** An element of an array: redis-parser doesn't tell simple from bulk strings there, and neither does any client. */
function asReceived(value: Reply): Received {
  return { kind: '', value, bytes: Buffer.alloc(0) };
}
