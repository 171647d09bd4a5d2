// How a candidate is started: what a target comes down to.

/** Flags of the contract by name, without dashes: `{ port: '7000', dir: '/tmp/x', appendonly: 'yes' }`. */
export type Flags = Readonly<Record<string, string>>;

/** The flags that a command may name, whether this start gives them or not; `{flags}` is all that it gives. */
const contract = [
  ...['flags', 'host', 'port', 'dir', 'appendonly', 'appendfsync', 'appendfilename'],
  ...['dbfilename', 'save', 'replicaof'],
];

/** A command, where it runs, and what it adds to the candidate's environment. */
export interface Launch {
  /** The words of the command; `{port}`, `{dir}`… stand for flags, `{flags}` for all of them. */
  readonly command: readonly string[];
  /** The command by which a user would start the same, where that is another. */
  readonly shown?: readonly string[];
  /** The compiled file that it runs, beside which there is a source map. */
  readonly compiled?: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The words to execute: placeholders filled in, or, where there are none, all flags appended. */
export function commandLine(launch: Launch, flags: Flags): string[] {
  const words = launch.command.flatMap((word) =>
    word === '{flags}' ? flagWords(flags) : [fillIn(word, flags)],
  );
  return launch.command.some((word) => placeholders(word, flags).length > 0)
    ? words
    : [...words, ...flagWords(flags)];
}

function flagWords(flags: Flags): string[] {
  return Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
}

function fillIn(word: string, flags: Flags): string {
  return placeholders(word, flags).reduce(
    (filled, name) => filled.replaceAll(`{${name}}`, () => flags[name] ?? ''),
    word,
  );
}

/** The flags that a word has room for. Other braces are the command's own, as in `awk '{print}'`. */
function placeholders(word: string, flags: Flags): string[] {
  return [...new Set([...contract, ...Object.keys(flags)])].filter((name) => word.includes(`{${name}}`));
}
