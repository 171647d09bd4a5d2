// Many keys, as fast as the server takes them.
import { once } from 'node:events';
import { connect } from 'node:net';

const batch = 500;

/** The name that redis-benchmark gives to its n-th key. */
export const keyName = (n: number): string => `key:${`${n}`.padStart(12, '0')}`;

/** The bytes of keyName's names. */
export const keyBytes = keyName(0).length;

/**
 * Sets the keys from 0 on to values of this many bytes, a thousand or so under way at any time.
 * @throws {Error} when the server refuses one, or closes the connection
 */
export async function fill(port: number, keys: number, size: number): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  const value = 'x'.repeat(size);
  let sent = 0;
  let received = 0;
  const send = () => {
    const until = Math.min(sent + batch, keys);
    let text = '';
    for (; sent < until; sent++) {
      text += `*3\r\n$3\r\nSET\r\n$${keyBytes}\r\n${keyName(sent)}\r\n$${size}\r\n${value}\r\n`;
    }
    if (text !== '') socket.write(text, 'latin1');
  };
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the server closed the connection')));
    socket.on('data', (data) => {
      if (data.includes('-'))
        reject(new Error(`the server answers ${data.toString('latin1').split('\r\n')[0]}`));
      // Each reply is +OK and CRLF: five bytes.
      received += data.length / 5;
      if (received >= keys) return resolve();
      if (sent - received < batch) send();
    });
    send();
    send();
  }).finally(() => socket.destroy());
}
