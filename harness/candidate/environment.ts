// The environment of a candidate: nothing of the harness's own, so no token of the CI leaks into a submission.
import { join } from 'node:path';
import process from 'node:process';

/**
 * PATH and LANG as here, HOME a folder of the candidate's own, TMPDIR a folder of the run, and the manifest's `env`.
 * `KATA_RUN` marks every process that descends from this run (see `keeper.mjs`).
 */
export function candidateEnvironment(
  runDir: string,
  home: string,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: process.env['LANG'] ?? 'C.UTF-8',
    HOME: home,
    TMPDIR: join(runDir, 'tmp'),
    ...extra,
    KATA_RUN: runDir,
  };
}
