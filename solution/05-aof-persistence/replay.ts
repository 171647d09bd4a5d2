import * as fs from 'node:fs';
import { Socket } from 'node:net';
import { fail } from '../01-tcp-echo/main.ts';
import { type Command, takes } from '../02-resp-parser/commands.ts';
import { type Args, createParser } from '../02-resp-parser/parser.ts';

const CHUNK = 1024 * 1024; // bytes
const nobody = { socket: new Socket(), parser: createParser(), replies: [], closing: false };

/**
 * Executes the commands of a log. A crash may have torn the last one: it is cut off, with a warning. Anything else that
 * can't be executed ends the process, with a message that says where it stands: a person has to decide what to do.
 */
export function replay(path: string, commands: Readonly<Record<string, Command>>): void {
  const file = fs.openSync(path, 'r+');
  const { size } = fs.fstatSync(file);
  const parser = createParser();
  let whole = 0; // bytes of whole commands
  try {
    for (let read = 0; read < size; ) {
      const chunk = Buffer.allocUnsafe(CHUNK);
      const length = fs.readSync(file, chunk);
      parser.push(chunk.subarray(0, length));
      for (; parser.next(); whole += parser.args.raw().length) execute(parser.args, commands);
      read += length;
    }
    if (whole < size) cutOff(path, file, whole);
  } catch (problem) {
    fail(`Bad file format reading the append only file ${path} at offset ${whole}: ${problem}`);
  }
  fs.closeSync(file);
}

/** Removes what a crash left of the last command. */
function cutOff(path: string, file: number, whole: number): void {
  const first = Buffer.alloc(1);
  fs.readSync(file, first, 0, 1, whole);
  if (first.toString() !== '*') throw new Error('no command starts here');
  fs.ftruncateSync(file, whole);
  console.warn(`The last command of ${path} was torn: everything before it, ${whole} bytes, is loaded.`);
}

function execute(args: Args, commands: Readonly<Record<string, Command>>): void {
  const name = args.word(0);
  if (name === 'multi' || name === 'exec') return; // redis-server puts them around what one command has caused
  const command = commands[name];
  if (command === undefined || !takes(command, args.length)) throw new Error(`'${name}' is no command`);
  const reply = command.run(args, nobody);
  if (reply.startsWith('-')) throw new Error(reply.slice(1).trimEnd());
}
