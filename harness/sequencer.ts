// The order in which files are run: that of the requirements in them, so that a learner's next step is judged first.
import { readFileSync } from 'node:fs';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Sorts files by the first test id in them. */
export class RequirementSequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = files.map((file) => ({ file, id: firstId(file.moduleId) }));
    return sorted.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true })).map(({ file }) => file);
  }
}

function firstId(file: string): string {
  return /'(\d\d\.\d+)'/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
}
