// What the judge tells the workers in which the tests run.
import type { Launch } from '../targets/launch.ts';

/** How a target is started for one stage; `exercises` for the tests of tier `exercise`, where that differs. */
export interface StageLaunch {
  readonly server: Launch;
  readonly exercises?: Launch;
  /** The Redis server that stage 10's last exercise is about: there the target itself is a load generator. */
  readonly beside?: Launch;
}

/** Plain data: it crosses to the workers. */
export interface KataContext {
  readonly runDir: string;
  readonly seed: number;
  /** True when the target is real Redis: tests that say `notOnRedis` are skipped. */
  readonly isRedis: boolean;
  /** By stage id. */
  readonly launches: Readonly<Record<string, StageLaunch>>;
}

declare module 'vitest' {
  interface ProvidedContext {
    kata: KataContext;
  }
}
