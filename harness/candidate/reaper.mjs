// Cleans up after a run, whatever became of the harness. Plain JavaScript: it must start at once on any Node.
// It waits for the end of its standard input, which comes when the harness closes it or dies.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const [runDir = ''] = process.argv.slice(2);

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.resume();
process.stdin.on('end', cleanUp);
process.stdin.on('error', cleanUp);

function cleanUp() {
  for (const group of list(join(runDir, 'groups'))) kill(-Number(group));
  for (const pid of strays()) kill(pid);
  // A process that is just dying may still write: try again rather than leave a folder behind.
  rmSync(runDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  process.exit(0);
}

/** Processes that left their group (daemons do): on Linux they are known by the run's folder in their environment. */
function strays() {
  return list('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => environmentOf(pid).includes(`KATA_RUN=${runDir}\0`))
    .map(Number);
}

function environmentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    return '';
  }
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
