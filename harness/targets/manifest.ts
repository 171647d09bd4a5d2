// kata.json: how a target says how it is started.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { codeOf, messageOf, UsageError } from '../errors.ts';
import { stages } from '../stages.ts';

// No system call takes a NUL.
const text = z.string().regex(/^[^\0]*$/, 'no NUL bytes');
const command = z
  .array(text)
  .min(1)
  .refine(([file]) => file !== '', 'the first word is the program');
const environment = z.record(text.regex(/^[^=]+$/, 'a name without ='), text);
const stageIds = stages.map(({ id }) => id);

const schema = z.strictObject({
  /** What reports call the target; its folder's name by default. */
  name: z.string().min(1).optional(),
  /** The command of every stage that `stages` doesn't name. */
  command: command.optional(),
  /** Added to the candidate's environment. */
  env: environment.optional(),
  /**
   * By stage id: another command (and one for the tests of tier `exercise`; in stage 10 one for the server of its last
   * exercise), or null where the stage isn't applicable.
   */
  stages: z
    .partialRecord(
      z.enum(stageIds),
      z.strictObject({ command, exercises: command.optional(), server: command.optional() }).nullable(),
    )
    .optional(),
  /** Run once in the target's folder before anything is judged. */
  build: command.optional(),
});

export type Manifest = z.infer<typeof schema>;

/**
 * Reads a kata.json.
 * @returns undefined when there is no such file
 * @throws {UsageError} naming the key when it is wrong
 */
export function readManifest(file: string): Manifest | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, ''); // as some editors begin a file
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new UsageError(`${file} can't be read: ${messageOf(error)}`);
  }
  const parsed = schema.safeParse(parseJson(file, text));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `  ${path.join('.') || '(top)'}: ${message}`,
  );
  throw new UsageError(`${file} is wrong:\n${problems.join('\n')}\n${shape}`);
}

const shape = `Expected: { "name"?: text, "command"?: [word…], "env"?: { NAME: text }, "build"?: [word…],
            "stages"?: { "01"…"${stageIds.at(-1)}": { "command": [word…], "exercises"?: [word…], "server"?: [word…] } | null } }`;

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${messageOf(error)}`);
  }
}
