// Where it was measured: without this, a figure says nothing.
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import process from 'node:process';
import type { Results } from './results.ts';

export function describeMachine(): Results['machine'] {
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
  const versions = targets.map(({ name, version }) =>
    version.startsWith(name) ? version : `${name}: ${version}`,
  );
  return [
    `${machine.processor}, ${machine.cores} cores`,
    `Node ${machine.node.slice(1)}`,
    ...versions,
    settings.loadGenerator,
    `${settings.clients} clients`,
    `${settings.rounds} ${settings.rounds === 1 ? 'round' : 'rounds'}`,
    started.slice(0, 10),
  ].join(' · ');
}
