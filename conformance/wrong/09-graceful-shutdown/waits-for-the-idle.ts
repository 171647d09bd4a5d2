// Wrong: the port is closed, and the process ends when the last client has gone of its own accord.
// Failed by: 09.5
import { once } from 'node:events';
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ clients, shutdown, flush }) => {
  shutdown.drain.untilGone = async () => {
    flush();
    for (const { socket } of clients) await once(socket, 'close');
  };
});
