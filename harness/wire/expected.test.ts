import { expect, test } from 'vitest';
import {
  anyOf,
  anything,
  between,
  type Expected,
  error,
  inAnyOrder,
  like,
  ok,
  simple,
  toMatcher,
} from './expected.ts';
import { parseReply } from './reply.ts';

const cases: [Expected, matching: string[], other: string[]][] = [
  ['hi', ['$2\r\nhi\r\n'], ['+hi\r\n', '$2\r\nho\r\n', '$-1\r\n', '-hi\r\n']],
  [Buffer.from([0, 255]), ['$2\r\n\x00\xff\r\n'], ['$2\r\n\x00\xfe\r\n']],
  [3, [':3\r\n'], [':4\r\n', '$1\r\n3\r\n', '+3\r\n']],
  [2n ** 62n, [':4611686018427387904\r\n'], [':4611686018427387905\r\n']],
  [null, ['$-1\r\n', '*-1\r\n'], ['$0\r\n\r\n', ':0\r\n']],
  [['a', 1, null], ['*3\r\n$1\r\na\r\n:1\r\n$-1\r\n'], ['*2\r\n$1\r\na\r\n:1\r\n', '*0\r\n', '$-1\r\n']],
  [ok, ['+OK\r\n'], ['$2\r\nOK\r\n', '+ok\r\n']],
  [simple('PONG'), ['+PONG\r\n'], ['$4\r\nPONG\r\n']],
  [error('ERR no'), ['-ERR no\r\n'], ['-ERR no!\r\n', '+ERR no\r\n']],
  [error(/^WRONG/), ['-WRONGTYPE x\r\n'], ['-ERR WRONG\r\n']],
  [between(1, 3), [':1\r\n', ':3\r\n'], [':0\r\n', ':4\r\n', '$1\r\n2\r\n']],
  [like(/^a.c$/), ['$3\r\nabc\r\n'], ['$3\r\nabd\r\n', '+abc\r\n']],
  [anyOf(1, 'x'), [':1\r\n', '$1\r\nx\r\n'], [':2\r\n']],
  [
    inAnyOrder(['a', 'b', 'b']),
    ['*3\r\n$1\r\nb\r\n$1\r\na\r\n$1\r\nb\r\n'],
    ['*3\r\n$1\r\na\r\n$1\r\na\r\n$1\r\nb\r\n'],
  ],
  [anything, ['+OK\r\n', '$-1\r\n', '*0\r\n'], ['-ERR\r\n']],
];

test.for(cases)('%o matches what it should and nothing else', ([expected, matching, other]) => {
  const matcher = toMatcher(expected);
  const matches = (reply: string) => matcher.matches(parseReply(Buffer.from(reply, 'latin1')));
  expect(matching.filter((reply) => !matches(reply))).toEqual([]);
  expect(other.filter(matches)).toEqual([]);
});
