// The order in which files of tests are run.
import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The suite's: by the first test id in each, so that a learner's next step is judged first. Files that say in their first
 * line that they take long come right behind the first one: what is begun last should not be what everybody waits for.
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

/** That of the project's own tests: those that take long first. */
export class LongFirstSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => headOf(moduleId).isLong;
    return [...files.filter(isLong), ...files.filter((file) => !isLong(file))];
  }
}

function headOf(file: string): { id: string; isLong: boolean } {
  const text = readFileSync(file, 'utf8');
  return { id: /'(\d\d\.\d+)'/.exec(text)?.[1] ?? '', isLong: text.startsWith('// Takes long. ') };
}
