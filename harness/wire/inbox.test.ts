// Whatever comes in whatever pieces is taken in order, and what was taken stays as it is.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createInbox } from './inbox.ts';

const KiB = 1024;
const size = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 50 * KiB }));
const step = fc.record({ what: fc.constantFrom('push', 'take', 'expect'), size });

test('what was pushed is taken, byte by byte', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const inbox = createInbox();
      const pushed: Buffer[] = [];
      const taken: Buffer[] = [];
      for (const [i, { what, size: count }] of steps.entries()) {
        if (what === 'expect') inbox.expect(count);
        else if (what === 'take') taken.push(inbox.take(Math.min(count, inbox.length)));
        else {
          const chunk = Buffer.alloc(count, `${i}.`);
          pushed.push(chunk);
          inbox.push(chunk);
        }
      }
      const whole = Buffer.concat([...taken, inbox.peek()]);
      expect(whole.equals(Buffer.concat(pushed))).toBe(true);
    }),
  );
});

test('what a server announces is not made room for without end', () => {
  const inbox = createInbox();
  inbox.expect(Number.MAX_SAFE_INTEGER);
  inbox.push(Buffer.from('a'));
  expect(inbox.take(1).toString()).toBe('a');
});
