// Where it was measured: without this, a figure says nothing.
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import process from 'node:process';
import type { Machine, Results } from './results.ts';

export function describeMachine(): Machine {
  const all = cpus();
  return {
    processor: all[0]?.model.trim() ?? process.arch,
    cores: all.length,
    memoryBytes: totalmem(),
    system: `${type()} ${release()}`,
    node: process.version,
    load: loadavg()[0] ?? 0,
  };
}

/** One line below every table and plot. */
export function machineLine({ machine, settings, targets, started }: Results): string {
  const versions = targets.map(({ version }) => version).filter((version) => !version.startsWith('node'));
  return [
    `${machine.processor}, ${machine.cores} cores`,
    `Node ${machine.node.slice(1)}`,
    ...new Set(versions),
    settings.loadGenerator,
    `${settings.clients} clients`,
    `${settings.rounds} ${settings.rounds === 1 ? 'round' : 'rounds'}`,
    started.slice(0, 10),
  ].join(' · ');
}
