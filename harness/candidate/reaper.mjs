// Cleans up after a run, whatever became of the harness. Plain JavaScript: it must start at once on any Node.
// On standard input it is told `sweep` (end all that runs, now and from now on) and `done` (clean up and go). The input's
// end without `done` means that the harness has died.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const [runDir = ''] = process.argv.slice(2);

const pause = 50;
/** A process that the harness was just starting when it died is not to be told from the harness for a moment. */
const looksAfterDeath = 20;
let told = '';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.on('data', (data) => {
  told += data;
  if (told.includes('sweep')) setInterval(sweep, pause);
  if (told.includes('done')) finish();
});
process.stdin.on('end', () => finishAfter(looksAfterDeath));
process.stdin.on('error', () => finishAfter(looksAfterDeath));

function finishAfter(looks) {
  sweep();
  if (looks === 0) finish();
  else setTimeout(finishAfter, pause, looks - 1);
}

function finish() {
  sweep();
  // A process that is just dying may still write: try again rather than leave a folder behind.
  rmSync(runDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
  process.exit(0);
}

function sweep() {
  for (const group of list(join(runDir, 'groups'))) kill(-Number(group));
  for (const pid of strays()) kill(pid);
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
