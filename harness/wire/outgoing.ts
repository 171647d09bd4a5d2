// The sending side of a connection. Node counts one write as unsent until its last byte has left; to see how far a
// server has read, what is large is handed over in pieces.
import type { Socket } from 'node:net';

export interface Outgoing {
  /** Sends at once what the socket takes, the rest as it drains; in order. */
  send(bytes: Buffer): void;
  /** Half-closes after all that was sent before. */
  end(): void;
  /** Bytes that have not left this process yet. */
  readonly unsent: number;
}

const pieceSize = 64 * 1024;

export function sendTo(socket: Socket): Outgoing {
  const pieces: Buffer[] = [];
  let first = 0;
  let waiting = 0;
  let ending = false;

  const pump = () => {
    while (first < pieces.length && !socket.writableNeedDrain) {
      const piece = pieces[first++] ?? Buffer.alloc(0);
      waiting -= piece.length;
      socket.write(piece);
    }
    if (first < pieces.length) return;
    pieces.length = first = 0;
    if (ending) socket.end();
  };
  socket.on('drain', pump);

  return {
    send(bytes) {
      for (let at = 0; at < bytes.length; at += pieceSize) pieces.push(bytes.subarray(at, at + pieceSize));
      waiting += bytes.length;
      pump();
    },
    end() {
      ending = true;
      pump();
    },
    get unsent() {
      return waiting + socket.writableLength;
    },
  };
}
