// What holds for the files themselves: each stage is whole, links resolve, imports follow the layout, budgets are kept.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { listRequirements } from '../harness/judge.ts';
import { hasTests } from '../harness/selection.ts';
import { type StageKind, stages } from '../harness/stages.ts';
import { tiers } from '../harness/tiers.ts';
import type { Requirement } from '../harness/verdict/verdict.ts';
import { anchorsOf, importsOf, linesOfCode, linksOf } from './files.ts';
import { root } from './judging.ts';

const judged = stages.filter(hasTests);
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const filesIn = (folder: string, ending: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .map((name) => join(folder, name));

/** What a stage's candidate begins with. */
const entryOf = (kind: StageKind) => (kind === 'bench' ? 'bench.ts' : 'server.ts');

/** The files of a stage's folder that make up its candidate. What belongs to an exercise alone is not among them. */
function modulesOf(folder: string, entry: string): string[] {
  const found = new Set([entry]);
  for (const name of found) {
    for (const from of importsOf(read(join(folder, name)))) {
      const own = /^\.\/([\w-]+\.ts)$/.exec(from)?.[1];
      if (own !== undefined) found.add(own);
    }
  }
  return [...found];
}

let requirements: Requirement[];
beforeAll(async () => {
  requirements = await listRequirements({ stages: judged, tiers, only: [] });
});

describe.for(judged)('stage $slug', ({ id, slug, kind }) => {
  const own = () => requirements.filter((requirement) => requirement.id.startsWith(`${id}.`));

  test('has its files', () => {
    for (const name of ['README.md', 'GUIDE.md', 'EXERCISES.md', entryOf(kind), 'exercises.ts']) {
      expect(existsSync(join(root, 'starter', slug, name)), name).toBe(true);
    }
    expect(existsSync(join(root, 'solution', slug, entryOf(kind)))).toBe(true);
  });

  test('has four exercises, each with a test', () => {
    const headings = read(`starter/${slug}/EXERCISES.md`).match(/^## \d\. .+$/gm) ?? [];
    expect(headings.map((heading) => heading.slice(3, 4))).toEqual(['1', '2', '3', '4']);
    const exercises = own().filter(({ tier }) => tier === 'exercise');
    expect(exercises.length).toBeGreaterThanOrEqual(4);
    for (const exercise of exercises) expect(read(`starter/${slug}/EXERCISES.md`)).toContain(exercise.id);
  });

  test('numbers its tests from 1 without a gap', () => {
    expect(own().map((requirement) => requirement.id)).toEqual(own().map((_, i) => `${id}.${i + 1}`));
  });

  test('explains each requirement in its guide', () => {
    const anchors = anchorsOf(read(`starter/${slug}/GUIDE.md`));
    expect(
      own()
        .filter((requirement) => !anchors.includes(requirement.read))
        .map((one) => `${one.id} #${one.read}`),
    ).toEqual([]);
  });

  test('gives the starter the modules of the solution, with the same exports', () => {
    const modules = [...modulesOf(`solution/${slug}`, entryOf(kind)), 'exercises.ts'];
    const exportsOf = (text: string) =>
      [...text.matchAll(/^export (?:\w+ )*?(?:function|const|type|interface|class) (\w+)/gm)].map(
        ([, name]) => name,
      );
    for (const name of modules) {
      const missing = exportsOf(read(`solution/${slug}/${name}`)).filter(
        (one) => !exportsOf(read(`starter/${slug}/${name}`)).includes(one),
      );
      expect(missing, name).toEqual([]);
    }
  });
});

test('the solution is as small as it says', () => {
  const about: Record<string, number> = {
    '01': 30,
    '02': 110,
    '03': 110,
    '04': 140,
    '05': 150,
    '06': 130,
    '07': 140,
    '08': 150,
    '09': 110,
    '10': 110,
  };
  // Twice that is the limit. Replication, two programs, is over it: known by name, so that it doesn't grow.
  const exceptions: Record<string, number> = { '08': 456 };
  const sizes = judged.map(({ id, slug, kind }) => {
    const modules = modulesOf(`solution/${slug}`, entryOf(kind));
    return {
      id,
      lines: modules.reduce((sum, name) => sum + linesOfCode(read(`solution/${slug}/${name}`)), 0),
    };
  });
  const limitOf = (id: string): number => exceptions[id] ?? 2 * (about[id] ?? 0);
  expect(sizes.filter(({ id, lines }) => lines > limitOf(id))).toEqual([]);
});

test('every link in the docs leads somewhere', () => {
  const docs = [
    'README.md',
    'CONTRIBUTING.md',
    ...['harness', 'starter', 'examples', 'solution', 'conformance'].flatMap((folder) =>
      filesIn(folder, '.md'),
    ),
  ];
  const broken = docs.flatMap((doc) =>
    linksOf(read(doc))
      .filter((link) => {
        const [path = '', anchor] = link.split('#');
        const file = path === '' ? join(root, doc) : resolve(root, dirname(doc), path);
        if (!existsSync(file)) return true;
        return anchor !== undefined && !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
      })
      .map((link) => `${doc}: ${link}`),
  );
  expect(broken).toEqual([]);
});

describe('imports follow the layout', () => {
  /** Where files of a folder may import from: folders of the project, packages, or Node only. */
  const rules: [string, RegExp, allowed: RegExp][] = [
    ['solution', /\.ts$/, /^(node:|solution\/)/],
    ['starter', /\.ts$/, /^(node:|starter\/)/],
    ['conformance', /^(?!conformance\/wrong\/).*\.ts$/, /^(node:|harness\/suite\.ts$|conformance\/)/],
    ['conformance/wrong', /\.ts$/, /^(node:|solution\/|conformance\/wrong\/)/],
  ];
  test.for(rules)('of %s', ([folder, files, allowed]) => {
    const imports = filesIn(folder, '.ts')
      .filter((file) => files.test(file))
      .flatMap((file) =>
        importsOf(read(file)).map((from) => ({
          file,
          from: from.startsWith('.') ? relative(root, resolve(root, dirname(file), from)) : from,
        })),
      );
    expect(imports.filter(({ from }) => !allowed.test(from))).toEqual([]);
  });

  test('harness imports neither solution nor conformance', () => {
    const imports = filesIn('harness', '.ts').flatMap((file) => importsOf(read(file)));
    expect(imports.filter((from) => /(solution|conformance|starter)\//.test(from))).toEqual([]);
  });
});

test('the shipped stubs are those of starter/ (npm run stubs writes them)', () => {
  const stubs: Record<string, string> = JSON.parse(read('starter/stubs.json'));
  const current = Object.fromEntries(filesIn('starter', '.ts').map((path) => [path, read(path)]));
  expect(Object.keys(stubs).sort()).toEqual(Object.keys(current).sort());
  expect(Object.keys(current).filter((path) => stubs[path] !== current[path])).toEqual([]);
});
