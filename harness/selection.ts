// Which tests a run is about, and in which files they stand.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Stage } from './stages.ts';
import type { Tier } from './tiers.ts';
import type { Requirement } from './verdict/verdict.ts';

const root = resolve(import.meta.dirname, '..');

/** What to run. */
export interface Selection {
  readonly stages: readonly Stage[];
  readonly tiers: readonly Tier[];
  /** Test ids; empty for all. */
  readonly only: readonly string[];
}

/** True when the stage's tests are there. */
export function hasTests(stage: Stage): boolean {
  const folder = join(root, 'conformance', stage.slug);
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.test.ts'));
}

/** True when a run is about this requirement. */
export function isSelected({ id, tier }: Requirement, { tiers, only }: Selection): boolean {
  return tiers.includes(tier) && (only.length === 0 || only.includes(id));
}

/** The test files of some stages: those with tests to run, and the ids in the others, which need not even be loaded. */
export function filesOf({ stages, tiers, only }: Selection): { files: string[]; otherIds: string[] } {
  const wanted = only.length > 0 ? only.map((id) => `'${id}'`) : tiers.map((tier) => `${tier}(`);
  const all = stages.flatMap(({ slug }) => {
    const names = readdirSync(join(root, 'conformance', slug)).filter((name) => name.endsWith('.test.ts'));
    return names.map((name) => {
      const file = `conformance/${slug}/${name}`;
      const text = readFileSync(join(root, file), 'utf8');
      const ids = Array.from(text.matchAll(/'(\d\d\.\d+)'/g), ([, id = '']) => id);
      return { file, ids, isWanted: wanted.some((part) => text.includes(part)) };
    });
  });
  const files = all.filter(({ isWanted }) => isWanted).map(({ file }) => file);
  return { files, otherIds: all.flatMap(({ ids, isWanted }) => (isWanted ? [] : ids)) };
}
