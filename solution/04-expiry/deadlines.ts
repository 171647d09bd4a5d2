import { error } from '../02-resp-parser/replies.ts';
import { inRange, isInteger } from '../03-get-set/integers.ts';
import { notAnInteger } from '../03-get-set/strings.ts';

/** How a time is given, by the option that says so: each of how many ms, and from now on or since 1970. */
export const units = {
  ex: { ms: 1000n, absolute: false },
  px: { ms: 1n, absolute: false },
  exat: { ms: 1000n, absolute: true },
  pxat: { ms: 1n, absolute: true },
};
export type Unit = keyof typeof units;

/**
 * The deadline, in ms since 1970, that a time in this unit means; or the reply with which `command` refuses it. All
 * numbers have 64 bits, as in Redis (`getExpireMillisecondsOrReply` in `src/t_string.c`).
 */
export function toDeadline(
  command: string,
  time: string,
  unit: Unit,
  now: number,
  mayBePast: boolean,
): bigint | string {
  if (!isInteger(time)) return notAnInteger;
  const span = BigInt(time) * units[unit].ms;
  const deadline = units[unit].absolute ? span : span + BigInt(now);
  const possible = inRange(span) && inRange(deadline) && (span > 0n || mayBePast);
  return possible ? deadline : error(`ERR invalid expire time in '${command}' command`);
}
