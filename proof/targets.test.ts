// Takes long. What each target of ours must get: the reference and real Redis pass, the starter fails, and Python is as good as Node.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasTests } from '../harness/selection.ts';
import { stages } from '../harness/stages.ts';
import { findProgram } from '../harness/targets/path.ts';
import { commandFor, idsWith, root, stage } from './judging.ts';

const inCi = process.env['CI'] === 'true';
const judged = stages.filter(hasTests);

test('the reference passes every test of every tier', async () => {
  const { exitCode, report, output } = await stage('all', '--target', 'solution', '--tier', 'all', '--all');
  expect(exitCode, output).toBe(0);
  const reasons = report?.tests.filter(({ verdict }) => verdict === 'skipped').map(({ detail }) => detail);
  // In CI every program that a test needs must be there.
  if (inCi) expect(reasons).toEqual([]);
});

test("the capstone's server is the whole Redis, too: by one command it passes stages 02 to 09", async () => {
  const { exitCode, report, output } = await stage(
    'all',
    '--cmd',
    commandFor(join(root, 'solution/10-capstone/server.ts')),
    '--all',
  );
  expect(exitCode, output).toBe(0);
  expect(new Set(report?.tests.map(({ id }) => id.slice(0, 2))).size).toBe(8);
});

describe('real Redis', () => {
  test.runIf(inCi)('is there in CI', () => expect(findProgram('redis-server')).toBeDefined());

  test.runIf(findProgram('redis-server') !== undefined)(
    'passes every core test, or the test says why not',
    async () => {
      const { exitCode, output } = await stage('all', '--target', 'redis', '--all');
      expect(exitCode, output).toBe(0);
    },
  );
});

describe('the starter', () => {
  test.for(judged)('fails stage $id, told by its first test', async ({ id }) => {
    const { exitCode, report, output } = await stage(id, '--target', 'starter');
    expect(exitCode, output).toBe(1);
    expect(idsWith(report, 'passed', 'skipped'), output).not.toContain(`${id}.1`);
    expect(idsWith(report, 'harness fault', 'did not start'), output).toEqual([]);
    expect(output).toContain(`starter/`);
  });

  test('says that an earlier stage comes first', async () => {
    const { output } = await stage('03', '--target', 'starter', '--only', '03.1');
    expect(output).toContain('Stage 02 comes first');
  });

  test.for(judged)('fails the exercises of stage $id', async ({ id }) => {
    const { exitCode, report, output } = await stage(id, '--target', 'starter', '--tier', 'exercise');
    expect(exitCode, output).toBe(1);
    expect(idsWith(report, 'harness fault', 'did not start'), output).toEqual([]);
  });
});

test.runIf(findProgram('python3') !== undefined)(
  'the server in Python passes the stages that it has',
  async () => {
    const { exitCode, output } = await stage('all', '--target', 'examples/python', '--all');
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/✓ 01 [\s\S]*✓ 02 [\s\S]*✓ 03 [\s\S]*✓ 04 [\s\S]*✓ 05 [\s\S]*✓ 06 [\s\S]*✓ 07 /);
  },
);
