import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanFrame } from './frame.ts';
import { parseReply } from './reply.ts';

/** A reply as bytes, with the value that it stands for. */
type Sample = { readonly bytes: Buffer; readonly value: unknown };

const line = fc.stringMatching(/^[ -~]{0,20}$/);
const sample: fc.Arbitrary<Sample> = fc.letrec<{ reply: Sample }>((tie) => ({
  reply: fc.oneof(
    { maxDepth: 3 },
    line.map((text) => ({ bytes: Buffer.from(`+${text}\r\n`), value: Buffer.from(text) })),
    fc.maxSafeInteger().map((value) => ({ bytes: Buffer.from(`:${value}\r\n`), value })),
    fc.constant({ bytes: Buffer.from('$-1\r\n'), value: null }),
    fc.constant({ bytes: Buffer.from('*-1\r\n'), value: null }),
    fc.uint8Array({ maxLength: 60 }).map((payload) => ({
      bytes: Buffer.concat([Buffer.from(`$${payload.length}\r\n`), payload, Buffer.from('\r\n')]),
      value: Buffer.from(payload),
    })),
    fc.array(tie('reply'), { maxLength: 5 }).map((items) => ({
      bytes: Buffer.concat([Buffer.from(`*${items.length}\r\n`), ...items.map(({ bytes }) => bytes)]),
      value: items.map(({ value }) => value),
    })),
  ),
})).reply;

describe('scanFrame', () => {
  test('finds the end of any reply, whatever follows', () => {
    fc.assert(
      fc.property(sample, fc.uint8Array(), ({ bytes }, rest) => {
        expect(scanFrame(Buffer.concat([bytes, rest]))).toEqual({ end: bytes.length });
      }),
    );
  });

  test('asks for more than it has, and never for too much, wherever a reply is cut', () => {
    fc.assert(
      fc.property(sample, fc.nat(), ({ bytes }, at) => {
        const cut = at % bytes.length;
        const frame = scanFrame(bytes.subarray(0, cut));
        expect(frame).toEqual({ needs: expect.any(Number) });
        const needs = 'needs' in frame ? frame.needs : 0;
        expect(needs).toBeGreaterThan(cut);
        expect(needs).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  test.for([
    ['hello\r\n', /starts with one of/],
    ['+OK\n', /LF alone/],
    ['+O\rK\r\n', /CR before its end/],
    [':12x\r\n', /integer/],
    [':\r\n', /integer/],
    ['$3\r\nabcde\r\n', /as its length says/],
    ['$-2\r\n', /-1 or more/],
    ['*1\r\nfoo\r\n', /starts with one of/],
    ['*1\r\n$2\r\nabc\r\n', /as its length says/],
  ] as const)('says what is wrong with %j', ([bytes, reason]) => {
    expect(scanFrame(Buffer.from(bytes))).toEqual({ malformed: expect.stringMatching(reason) });
  });
});

describe('parseReply', () => {
  test('gives the value of any reply', () => {
    fc.assert(fc.property(sample, ({ bytes, value }) => void expect(parseReply(bytes).value).toEqual(value)));
  });

  test('loses no digit of a 64-bit integer', () => {
    expect(parseReply(Buffer.from(':9223372036854775807\r\n')).value).toBe(9223372036854775807n);
    expect(parseReply(Buffer.from(':-9223372036854775808\r\n')).value).toBe(-9223372036854775808n);
  });

  test('keeps errors as values', () => {
    expect(parseReply(Buffer.from('-ERR no\r\n')).value).toMatchObject({ message: 'ERR no' });
  });

  test('has its limits: a line without end, arrays in arrays', () => {
    expect(scanFrame(Buffer.alloc(2 ** 21, '+'))).toMatchObject({
      malformed: expect.stringContaining('longer than'),
    });
    expect(scanFrame(Buffer.from('*1\r\n'.repeat(200_000)))).toMatchObject({
      malformed: expect.stringContaining('nested'),
    });
    expect(scanFrame(Buffer.from('*1\r\n'.repeat(100)))).toHaveProperty('needs');
  });
});
