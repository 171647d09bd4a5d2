// The order in which files are run: that of the requirements in them, so that a learner's next step is judged first.
import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Sorts files by the first test id in them. Those that say in their first line that they take long come right behind the
 * first one: what is begun last should not be what everybody waits for.
 */
export class RequirementSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const [first, ...others] = files
      .map((file) => ({ file, ...headOf(file.moduleId) }))
      .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    if (first === undefined) return [];
    const [long, short] = [others.filter(({ isLong }) => isLong), others.filter(({ isLong }) => !isLong)];
    return [first, ...long, ...short].map(({ file }) => file);
  }
}

function headOf(file: string): { id: string; isLong: boolean } {
  const text = readFileSync(file, 'utf8');
  return { id: /'(\d\d\.\d+)'/.exec(text)?.[1] ?? '', isLong: text.startsWith('// Takes long. ') };
}
