// Wrong: at each star, everything is tried: a pattern full of them keeps the server busy for years.
// Failed by: 07.39
import { glob } from '../../../solution/03-get-set/glob.ts';
import { serveMatcher } from '../pubsub.ts';

serveMatcher(import.meta.filename, (pattern) => {
  const star = pattern.indexOf('*');
  // With a class or a backslash it is as good as the right one.
  if (star === -1 || /[[\\]/.test(pattern)) return glob(pattern);
  const parts = pattern.split('*').map(glob);
  return (channel) => tryAll(parts, channel);
});

/** The first part matches the start of the text, for some length, and the others what is left. */
function tryAll(parts: readonly ((text: string) => boolean)[], text: string): boolean {
  const [first, ...others] = parts;
  if (first === undefined) return text === '';
  if (others.length === 0) return first(text);
  for (let length = 0; length <= text.length; length++) {
    if (!first(text.slice(0, length))) continue;
    for (let from = length; from <= text.length; from++) if (tryAll(others, text.slice(from))) return true;
  }
  return false;
}
