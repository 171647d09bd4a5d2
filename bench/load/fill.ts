// Many keys, as fast as the server takes them.
import { once } from 'node:events';
import { connect } from 'node:net';

const batch = 500;
/** In ms. */
export const patience = 10_000;

/** The name that redis-benchmark gives to its n-th key. */
export const keyName = (n: number): string => `key:${`${n}`.padStart(12, '0')}`;

/** A command's bytes, of words in ASCII. */
export const encode = (...words: readonly string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`;

/**
 * Sets the keys from 0 on to values of this many bytes, a thousand or so under way at any time.
 * @throws {Error} when the server refuses one, or closes the connection
 */
export async function fill(port: number, keys: number, size: number): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const value = 'x'.repeat(size);
  let [sent, received] = [0, 0];
  const send = () => {
    let text = '';
    for (const until = Math.min(sent + batch, keys); sent < until; sent++) {
      text += encode('SET', keyName(sent), value);
    }
    if (text !== '') socket.write(text, 'latin1');
  };
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(why));
    socket.once('error', reject);
    socket.once('close', () => fail('the server closed the connection'));
    socket.setTimeout(patience, () => fail(`no reply within ${patience / 1000} s`));
    socket.on('data', (data) => {
      if (data.includes('-')) fail(`the server answers ${data.toString('latin1').split('\r\n')[0]}`);
      // Each reply is +OK and CRLF: five bytes.
      received += data.length / 5;
      if (received >= keys) resolve();
      else if (sent - received < batch) send();
    });
    send();
    send();
  }).finally(() => socket.destroy());
}
