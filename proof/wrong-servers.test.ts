// Each wrong server is failed by the test meant for it, and by nothing that has no connection with its bug.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTests, listRequirements } from '../harness/judge.ts';
import { isFailure } from '../harness/reporters/learner.ts';
import { type Stage, stageOfTest, stages } from '../harness/stages.ts';
import { commandTarget, namedTarget, type Target } from '../harness/targets/target.ts';
import { tiers } from '../harness/tiers.ts';
import type { Requirement } from '../harness/verdict/verdict.ts';
import { compile } from './compiled.ts';
import { judgeHere, root } from './judging.ts';

const folder = join(root, 'conformance/wrong');

let compiled: string;
let requirements: Requirement[];
beforeAll(async () => {
  requirements = await listRequirements({ stages: stages.filter(hasTests), tiers, only: [] });
  compiled = compile('solution', 'conformance/wrong');
});
afterAll(() => rmSync(compiled, { recursive: true }));

interface WrongServer {
  readonly file: string;
  readonly bug: string;
  /** The tests that must fail it. */
  readonly failedBy: readonly string[];
  /** Tests that may fail it too, since its bug shows in them. */
  readonly alsoBy: readonly string[];
}

for (const stage of stages.filter(hasTests)) {
  describe(stage.slug, () => {
    const servers = filesIn(join(folder, stage.slug)).map(readWrongServer);

    test('there are at least eight', () => expect(servers.length).toBeGreaterThanOrEqual(8));

    test.concurrent.for(servers)('$bug', async ({ file, failedBy, alsoBy }, { expect, signal }) => {
      expect(failedBy.map(stageOfTest)).toEqual(failedBy.map(() => stage));
      const compiledFile = join(compiled, relative(root, file)).replace(/ts$/, 'js');
      const only = testsFor(stage.id, file, [...failedBy, ...alsoBy]);
      const selection = { stages: [stage], tiers, only };
      const { results, faults, told } = await judgeHere(targetOf(compiledFile, stage), selection, 1, signal);
      const failures = results.filter(isFailure);
      const failed = failures.map(({ requirement }) => requirement.id);
      expect(failed, told).toEqual(expect.arrayContaining([...failedBy]));
      expect([...failedBy, ...alsoBy], told).toEqual(expect.arrayContaining(failed));
      expect(
        failures.filter(({ outcome }) => outcome.verdict === 'harness fault'),
        told,
      ).toEqual([]);
      expect(faults).toEqual([]);
    });
  });
}

/** Of stage 10 they are wrong load generators; `server-*` is a wrong server for its last exercise, beside the right one. */
function targetOf(file: string, stage: Stage): Target {
  const wrong = commandTarget(`node ${file}`, stage);
  if (stage.kind !== 'bench' || !basename(file).startsWith('server-')) return wrong;
  const right = namedTarget(join(compiled, 'solution')).launch(stage);
  const beside = wrong.launch(stage)?.server;
  if (right === undefined || beside === undefined) throw new Error(`${stage.slug} has no reference`);
  return { ...wrong, launch: () => ({ ...right, beside }) };
}

/**
 * The tests by which a wrong server is judged: those in which its bug may show and, of the other core tests of its
 * stage, one in eight: others for each server. With KATA_FULL=1 all of them, which takes about four times as long.
 */
function testsFor(stageId: string, file: string, named: readonly string[]): string[] {
  const core = requirements.filter(({ id, tier }) => tier === 'core' && id.startsWith(`${stageId}.`));
  const offset = createHash('sha256').update(basename(file)).digest().readUInt8();
  const others = core.filter((_, i) => process.env['KATA_FULL'] === '1' || (i + offset) % 8 === 0);
  return [...new Set([...named, ...others.map(({ id }) => id)])];
}

function filesIn(path: string): string[] {
  return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
}

/** The head of a wrong server's file says what is wrong with it, and which tests fail it. */
function readWrongServer(file: string): WrongServer {
  const text = readFileSync(file, 'utf8');
  const field = (name: string) => new RegExp(`^// ${name}: (.+)$`, 'm').exec(text)?.[1];
  const ids = (name: string) => field(name)?.split(/,\s*/) ?? [];
  const [bug, failedBy] = [field('Wrong'), ids('Failed by')];
  if (bug === undefined || failedBy.length === 0) {
    throw new Error(
      `${file} starts with "// Wrong: <the bug>" and "// Failed by: <ids>" (and perhaps "// Also by: <ids>")`,
    );
  }
  return { file, bug, failedBy, alsoBy: ids('Also by') };
}
