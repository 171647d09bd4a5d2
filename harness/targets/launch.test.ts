import { expect, test } from 'vitest';
import { commandLine } from './launch.ts';

const words = (...command: string[]) =>
  commandLine({ command, cwd: '/', env: {} }, { port: '7001', dir: '/tmp/$&' });

test('flags are appended where a command has no room for them', () => {
  expect(words('./server', '-v')).toEqual(['./server', '-v', '--port', '7001', '--dir', '/tmp/$&']);
});

test('placeholders are filled in, {flags} with all of them', () => {
  expect(words('./server', '{port}', 'in={dir}')).toEqual(['./server', '7001', 'in=/tmp/$&']);
  expect(words('./server', '{flags}', 'x')).toEqual(['./server', '--port', '7001', '--dir', '/tmp/$&', 'x']);
  expect(words('./server', '{port}{save}')).toEqual(['./server', '7001']);
});

test("braces that name no flag are the command's own", () => {
  expect(words('awk', '{print}')).toEqual(['awk', '{print}', '--port', '7001', '--dir', '/tmp/$&']);
});
