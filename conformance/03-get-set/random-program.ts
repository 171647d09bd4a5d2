// What a server must answer to a random sequence of commands.
import { ok, type Random } from '../../harness/suite.ts';

/** Commands on a few keys with the replies they get when they are run one after another. */
export function randomProgram(random: Random, length: number) {
  const keys = [random.key(), random.key(), random.key()];
  const values = new Map<string, string>();
  return Array.from({ length }, () => {
    const [key, value] = [random.pick(keys), random.text(0, 3)];
    const before = values.get(key);
    switch (random.integer(1, 7)) {
      case 1:
        values.set(key, value);
        return { command: ['SET', key, value], reply: ok };
      case 2:
        values.set(key, (before ?? '') + value);
        return { command: ['APPEND', key, value], reply: (before ?? '').length + value.length };
      case 3:
        values.delete(key);
        return { command: ['DEL', key], reply: before === undefined ? 0 : 1 };
      case 4:
        values.set(key, before ?? value);
        return { command: ['SETNX', key, value], reply: before === undefined ? 1 : 0 };
      case 5:
        values.set(key, value);
        return { command: ['GETSET', key, value], reply: before ?? null };
      case 6:
        return { command: ['MGET', ...keys], reply: keys.map((each) => values.get(each) ?? null) };
      default:
        return { command: ['GET', key], reply: before ?? null };
    }
  });
}
