import { expect, test } from 'vitest';
import { ErrorReply } from './reply.ts';
import { quote, tellCommand, tellReply } from './text.ts';

test('bytes are quoted as redis-cli quotes them', () => {
  expect(quote(Buffer.from('a"\\\r\n\t\0é'))).toBe('"a\\"\\\\\\r\\n\\t\\x00\\xc3\\xa9"');
  expect(quote(Buffer.alloc(0))).toBe('""');
});

test('a long payload is cut, and its size told', () => {
  expect(quote(Buffer.alloc(1_048_576, 'x'))).toBe(`"${'x'.repeat(48)}…" (1,048,576 bytes)`);
});

test('a command is told as one would type it', () => {
  expect(tellCommand(['SET', 'k:1', 'two words', Buffer.from([0]), '', 7])).toBe(
    'SET k:1 "two words" "\\x00" "" 7',
  );
  expect(tellCommand(['DEL', ...Array(20).keys()])).toMatch(/^DEL 0 1 .* … \(21 words\)$/);
});

test('of a command with many large values only the first are told', () => {
  const told = tellCommand([
    'MSET',
    ...Array(500)
      .fill(['k:1', Buffer.alloc(5000, 'x')])
      .flat(),
  ]);
  expect(told).toMatch(/^MSET k:1 "x{48}…" \(5,000 bytes\) k:1 .* … \(1,001 words\)$/);
  expect(told.length).toBeLessThan(200);
});

test('replies are told by their type', () => {
  expect(tellReply([Buffer.from('a'), 1, null, new ErrorReply('ERR x'), []])).toBe(
    '["a", (integer) 1, (nil), -ERR x, []]',
  );
});

test('control characters are told, and not obeyed', () => {
  expect(tellReply(new ErrorReply('ERR \x1b[2J\x9b32m all passed'))).toBe('-ERR \\x1b[2J\\x9b32m all passed');
});
