// Wrong: keys are decoded as UTF-8, so all bytes that are none become the same character.
// Failed by: 03.9
// Also by: 03.49, 03.53
import { createKeyspace } from '../../../solution/03-get-set/keyspace.ts';
import { serveKeyspace } from '../keys.ts';

const keyspace = createKeyspace();
const { has, get, set } = keyspace;

serveKeyspace(
  import.meta.filename,
  Object.assign(keyspace, {
    has: (key: string) => has(decoded(key)),
    get: (key: string) => get(decoded(key)),
    set: (key: string, value: string) => set(decoded(key), value),
  }),
);

function decoded(key: string): string {
  return Buffer.from(Buffer.from(key, 'latin1').toString('utf8'), 'utf8').toString('latin1');
}
