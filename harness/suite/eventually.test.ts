import { expect, test } from 'vitest';
import { Failure } from '../verdict/failure.ts';
import { eventually } from './eventually.ts';

/** Fails so often, then passes; tells how often it was tried. */
function failing(times: number, error: Error) {
  const attempt = async () => {
    attempt.tries++;
    if (attempt.tries <= times) throw error;
    return 'passed';
  };
  attempt.tries = 0;
  return attempt;
}

const closed = new Failure('connection closed', 'the connection was closed by the server');

test('what fails is tried again until it passes', async () => {
  expect(await eventually(failing(3, new Failure('wrong reply', '')))).toBe('passed');
});

test('a closed connection ends it, as it will stay closed', async () => {
  const attempt = failing(1, closed);
  await expect(eventually(attempt)).rejects.toBe(closed);
  expect(attempt.tries).toBe(1);
});

test('a closed connection does not end what connects anew', async () => {
  expect(await eventually(failing(3, closed), { connects: true })).toBe('passed');
});

test('when the time is over, it throws what the last try threw', async () => {
  const error = new Failure('wrong reply', 'the last');
  await expect(eventually(failing(1e9, error), { within: 20 })).rejects.toBe(error);
});
