// Wrong: a pattern becomes a regular expression, in which more is special than in a pattern.
// Failed by: 07.37
import { serveMatcher } from '../pubsub.ts';

serveMatcher(import.meta.filename, (pattern) => {
  const source = pattern.replaceAll(/\*+/g, '.*').replaceAll('?', '.');
  try {
    const expression = new RegExp(`^${source}$`);
    return (channel) => expression.test(channel);
  } catch {
    return () => false;
  }
});
