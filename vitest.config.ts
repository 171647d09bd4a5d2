// The project's own tests. The conformance suite is not among them: it is started by harness/judge.ts.
import { defineConfig } from 'vitest/config';
import { LongFirstSequencer } from './harness/sequencer.ts';

export default defineConfig({
  test: {
    include: ['harness/**/*.test.ts', 'proof/**/*.test.ts', 'bench/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 3,
    sequence: { sequencer: LongFirstSequencer },
    // Of tests that run side by side, two thirds wait for a server at any time.
    maxConcurrency: 6,
  },
});
