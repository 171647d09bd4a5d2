// What a crash, or worse, does to the log: a torn end, a corrupt middle.
import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { core, expect, ok, type Random, type Server, type Wire } from '../../harness/suite.ts';
import { aof, crashed, filesOf, growingFile } from './log.ts';

core(
  '05.14',
  'a torn last command is dropped, and nothing before it is lost',
  {
    why: 'a crash may cut the last command short at any byte; what comes before it is whole',
    read: 'torn-or-corrupt',
  },
  async ({ start, connect, random }) => {
    const left = await leftBehind(start, connect, random);
    const wire = await connect(await start(aof, torn(left, random)));
    for (const [key, value] of left.keys) await wire.command('GET', key).replies(value);
    await wire.command('EXISTS', left.last).replies(0);
  },
);

core(
  '05.15',
  'a torn last command is told in a warning that names the file',
  { why: 'data was dropped: whoever runs the server must be able to see it', read: 'torn-or-corrupt' },
  async ({ start, connect, random }) => {
    const server = await start(aof, torn(await leftBehind(start, connect, random), random));
    const lines = server.output().split('\n');
    const warning =
      /warn|truncat|torn|short|cut|incomplete|unfinished|unexpected|partial|dropp|discard|ignor|half/i;
    expect(lines).toContainEqual(expect.stringMatching(/appendonly\.aof/));
    expect(lines.filter((line) => line.includes('appendonly.aof')).join('\n')).toMatch(warning);
  },
);

core(
  '05.16',
  'what is written after a torn command survives too',
  {
    why: 'the torn bytes must be cut off the file: else new commands are appended to half a command',
    read: 'torn-or-corrupt',
  },
  async ({ start, connect, random }) => {
    const left = await leftBehind(start, connect, random);
    const server = await start(aof, torn(left, random));
    const [later] = await writeSome(await connect(server), random);
    const again = await crashed(server, connect);
    for (const [key, value] of [...left.keys, ...later]) await again.command('GET', key).replies(value);
  },
);

core(
  '05.17',
  'a log that is corrupt in the middle stops the start: exit status 1, and a message that names the file',
  {
    why: 'commands after the damage would be lost in silence; a person has to decide what to do',
    read: 'torn-or-corrupt',
  },
  async ({ start, connect, random, refuses }) => {
    const left = await leftBehind(start, connect, random);
    const { exit, output } = await refuses(aof, corrupt(left, random));
    expect(exit.code, 'the exit status').toBe(1);
    expect(output).toContain('appendonly.aof');
  },
);

core(
  '05.18',
  'the message about a corrupt log says at which offset',
  {
    why: 'the offset tells whoever repairs the file where to look',
    read: 'torn-or-corrupt',
    notOnRedis: 'redis-server names the file only; redis-check-aof then tells the offset',
  },
  async ({ start, connect, random, refuses }) => {
    const left = await leftBehind(start, connect, random);
    const { output } = await refuses(aof, corrupt(left, random));
    const { from, to } = left.middle;
    const offsets = output.match(/\d+/g)?.filter((number) => Number(number) >= from && Number(number) <= to);
    expect(offsets ?? [], `numbers from ${from} to ${to} in: ${output}`).not.toEqual([]);
  },
);

/** Sets some keys, then one more. */
async function writeSome(wire: Wire, random: Random): Promise<[keys: [string, string][], last: string]> {
  const keys = Array.from({ length: 5 }, (): [string, string] => [random.key(), random.text(1, 30)]);
  for (const [key, value] of keys) await wire.command('SET', key, value).replies(ok);
  const last = random.key();
  await wire.command('SET', last, random.text(30)).replies(ok);
  return [keys, last];
}

/** A log as a killed server leaves it. */
interface Left {
  readonly files: Readonly<Record<string, Buffer>>;
  /** The name of the file that grew. */
  readonly name: string;
  readonly keys: readonly [key: string, value: string][];
  /** The key that the last command set; its value alone has 30 bytes. */
  readonly last: string;
  /** Offsets between which there are some commands, and others before and behind. */
  readonly middle: { readonly from: number; readonly to: number };
}

/** The same log for all tests of this file: making one costs a start. */
let made: Left | undefined;

async function leftBehind(
  start: (flags: typeof aof) => Promise<Server>,
  connect: (to: Server) => Promise<Wire>,
  random: Random,
): Promise<Left> {
  if (made !== undefined) return made;
  const server = await start(aof);
  const wire = await connect(server);
  const [before] = await writeSome(wire, random);
  const file = growingFile(server.dir);
  const from = statSync(file).size;
  const [within] = await writeSome(wire, random);
  const to = statSync(file).size;
  const [behind, last] = await writeSome(wire, random);
  await server.crash();
  made = {
    files: filesOf(server.dir),
    name: relative(server.dir, file),
    keys: [...before, ...within, ...behind],
    last,
    middle: { from, to },
  };
  return made;
}

/** The files with the last command cut short. */
function torn({ files, name }: Left, random: Random): Record<string, Buffer> {
  return { ...files, [name]: bytesOf(files, name).subarray(0, -random.integer(1, 30)) };
}

/** The files with the commands in the middle overwritten. */
function corrupt({ files, name, middle }: Left, random: Random): Record<string, Buffer> {
  const bytes = Buffer.from(bytesOf(files, name));
  // No digits, and the count of arguments stays whole: else the damage may look like something longer.
  bytes.fill(random.pick(['x', '!', '\0']), middle.from + random.integer(4, 20), middle.to);
  return { ...files, [name]: bytes };
}

const bytesOf = (files: Left['files'], name: string): Buffer => files[name] ?? Buffer.alloc(0);
