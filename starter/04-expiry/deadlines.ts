// From what a client says to a moment in time. strings.ts and expiry.ts use it.

/** How a time is given, by the option that says so: each of how many ms, and from now on or since 1970. */
export const units = {
  ex: { ms: 1000n, absolute: false },
  px: { ms: 1n, absolute: false },
  exat: { ms: 1000n, absolute: true },
  pxat: { ms: 1n, absolute: true },
};
export type Unit = keyof typeof units;

/**
 * The deadline, in ms since 1970, that a time in this unit means (GUIDE.md, "Absolute deadlines"); or the reply with
 * which it is refused (GUIDE.md, "Times that are refused").
 * @param command the name that the refusal mentions, in lower case
 * @param time as the client sent it: perhaps no number at all
 * @param now Unix time in ms
 * @param mayBePast whether a time that is zero or negative is fine
 */
export function toDeadline(
  _command: string,
  _time: string,
  _unit: Unit,
  _now: number,
  _mayBePast: boolean,
): bigint | string {
  return '-ERR not implemented yet: go on in starter/04-expiry/deadlines.ts\r\n';
}
