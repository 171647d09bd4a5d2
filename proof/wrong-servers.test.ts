// Takes long. Each wrong server is failed by the test meant for it, and by nothing that has no connection with its bug.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { listRequirements } from '../harness/judge.ts';
import { isFailure } from '../harness/reporters/learner.ts';
import { hasTests } from '../harness/selection.ts';
import { type Stage, stageOfTest, stages } from '../harness/stages.ts';
import { commandTarget, namedTarget, type Target } from '../harness/targets/target.ts';
import { tiers } from '../harness/tiers.ts';
import type { Requirement } from '../harness/verdict/verdict.ts';
import { commandFor, judgeHere, root } from './judging.ts';

const folder = join(root, 'conformance/wrong');

let requirements: Requirement[];
beforeAll(async () => {
  requirements = await listRequirements({ stages: stages.filter(hasTests), tiers, only: [] });
});

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
      const selection = { stages: [stage], tiers, only: testsFor(stage.id, file, failedBy, alsoBy) };
      const { results, faults, told } = await judgeHere(targetOf(file, stage), selection, 1, signal);
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
  const wrong = commandTarget(commandFor(file), stage);
  if (stage.kind !== 'bench' || !basename(file).startsWith('server-')) return wrong;
  const right = namedTarget('solution').launch(stage);
  const beside = wrong.launch(stage)?.server;
  if (right === undefined || beside === undefined) throw new Error(`${stage.slug} has no reference`);
  return { ...wrong, launch: () => ({ ...right, beside }) };
}

/**
 * The tests by which a wrong server is judged: those that must fail it and, of the core tests of its stage that must not,
 * one in eight: others for each server. With KATA_FULL=1 all of them, and those that may fail it, which takes about five
 * times as long.
 */
function testsFor(
  stageId: string,
  file: string,
  failedBy: readonly string[],
  alsoBy: readonly string[],
): string[] {
  const core = requirements.filter(({ id, tier }) => tier === 'core' && id.startsWith(`${stageId}.`));
  const ids = core.map(({ id }) => id);
  if (process.env['KATA_FULL'] === '1') return [...new Set([...failedBy, ...alsoBy, ...ids])];
  const offset = createHash('sha256').update(basename(file)).digest().readUInt8();
  const passing = ids.filter((id) => ![...failedBy, ...alsoBy].includes(id));
  return [...failedBy, ...passing.filter((_, i) => (i + offset) % 8 === 0)];
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
