// Starts the reference of stage 09 with something wrong about it.
import { main } from '../../solution/01-tcp-echo/main.ts';
import { createServer, flags, type GracefulServer } from '../../solution/09-graceful-shutdown/server.ts';

/** Serves what `spoil` leaves of the right server. */
export function serve(file: string, spoil: (server: GracefulServer, values: typeof flags) => void): void {
  main(file, flags, (values) => {
    const server = createServer(values);
    spoil(server, values);
    return server;
  });
}
