// Wrong: a pattern becomes a regular expression, in which more is special than in a pattern.
// Failed by: 07.37
// Also by: 07.33, 07.34, 07.35, 07.36
import { glob } from '../../../solution/03-get-set/glob.ts';
import { serveMatcher } from '../pubsub.ts';

serveMatcher(import.meta.filename, (pattern) => {
  if (pattern.split('*').length > 9) return glob(pattern); // it would take years
  const source = pattern.replaceAll(/\*+/g, '.*').replaceAll('?', '.');
  try {
    const expression = new RegExp(`^${source}$`);
    return (channel) => expression.test(channel);
  } catch {
    return () => false;
  }
});
