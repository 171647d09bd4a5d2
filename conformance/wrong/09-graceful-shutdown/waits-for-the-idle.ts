// Wrong: the port is closed, and the process ends when the last client has gone of its own accord.
// Failed by: 09.5
// Also by: 09.3, 09.6, 09.7, 09.8, 09.9, 09.10, 09.11, 09.12, 09.13, 09.14, 09.15, 09.16, 09.17, 09.18, 09.19, 09.22, 09.23, 09.24, 09.25, 09.26, 09.27, 09.28, 09.29, 09.30, 09.31, 09.44
import { once } from 'node:events';
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ clients, shutdown, flush }) => {
  shutdown.drain.untilGone = async () => {
    flush();
    for (const { socket } of clients) await once(socket, 'close');
  };
});
