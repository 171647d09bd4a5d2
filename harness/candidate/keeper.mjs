// Starts the programs of a run and ends what is left of them, whatever became of the harness. Plain JavaScript: it must start
// at once on any Node. It is a small process, so that it can start others quickly: a fork copies its parent's tables of
// memory, which takes the harness 30 ms in which it does nothing else.
//
// It listens on the socket `keeper` in the run's folder. What is said there are lines of JSON:
//   { output: 'stdout', of: 'a1' }                   from here on this connection is that output of program a1
//   { start: 'a1', file, args, cwd, env }            starts it when both outputs are there; answered with
//                                                    { of: 'a1', pid } or { of: 'a1', error }, at its end { of: 'a1', code, signal }
// On standard input it is told `sweep` (end all that runs, now and from now on) and `done` (clean up and go). The input's
// end without `done` means that the harness has died.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

const [runDir = ''] = process.argv.slice(2);

const pause = 50;
/** What a process forks while it is ended may be missed at first. */
const looksAfterDeath = 20;
/** No command line and environment have as many characters: that is somebody who wants to fill our memory. */
const longest = 8 * 1024 * 1024;

/** What the codes of the system mean. */
const reasons = {
  ENOENT: 'there is no such program, or not the one that its first line names',
  EACCES: 'it may not be executed: "chmod +x" makes a file a program',
};

let told = '';
/** What is known so far of each program that is to be started. */
const orders = new Map();
/** The process groups that may be alive. Those that ended are struck, as others may get their numbers. */
const groups = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.on('data', (data) => {
  told += data;
  if (told.includes('sweep')) setInterval(sweep, pause);
  if (told.includes('done')) finish();
});
process.stdin.on('end', () => finishAfter(looksAfterDeath));
process.stdin.on('error', () => finishAfter(looksAfterDeath));

createServer(listen).listen(join(runDir, 'keeper'));

function listen(socket) {
  let text = '';
  socket.setEncoding('utf8');
  socket.on('error', () => {}); // whoever it was is gone
  socket.on('data', function read(chunk) {
    text += chunk;
    const lines = text.split('\n');
    text = lines.pop();
    try {
      if (text.length > longest) throw new Error('no order is that long');
      for (const { output, of, start: id, ...order } of lines.map((line) => JSON.parse(line))) {
        if (output === undefined) {
          know(id, { ...order, answer: (what) => socket.write(`${JSON.stringify({ of: id, ...what })}\n`) });
        } else {
          socket.off('data', read).pause();
          know(of, { [output]: socket });
        }
      }
    } catch {
      socket.destroy(); // it is none of ours
    }
  });
}

function know(id, more) {
  const order = { ...orders.get(id), ...more };
  orders.set(id, order);
  if (!order.file || !order.stdout || !order.stderr) return;
  orders.delete(id);
  start(order);
  order.stdout.destroy(); // the program's alone
  order.stderr.destroy();
}

function start({ file, args, cwd, env, stdout, stderr, answer }) {
  const failed = ({ code, message }) => {
    const reason = existsSync(cwd) ? (reasons[code] ?? message) : `there is no folder ${cwd} to start it in`;
    answer({ error: code === undefined ? reason : `${reason} (${file}: ${code})` });
  };
  try {
    // In a group of its own, which can be ended as a whole.
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', stdout, stderr] });
    child.once('error', failed);
    if (child.pid === undefined) return;
    groups.add(child.pid);
    answer({ pid: child.pid });
    child.once('exit', (code, signal) => {
      answer({ code, signal });
      for (const group of groups) if (!kill(-group, 0)) groups.delete(group);
    });
  } catch (error) {
    failed(error);
  }
}

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
  for (const group of groups) kill(-group);
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

/** @returns whether there is such a process, or such a group; 0 only asks. */
function kill(pid, signal = 'SIGKILL') {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // it has ended already
  }
}
