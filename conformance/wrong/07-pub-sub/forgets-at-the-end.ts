// Wrong: a subscriber is forgotten when its connection has ended, and not when it begins to.
// Failed by: 07.65
import { serve } from '../pubsub.ts';

serve(import.meta.filename, (server) => {
  const { pubsub, close } = server;
  server.close = (client, reply) => {
    const { forget } = pubsub;
    pubsub.forget = () => {};
    close(client, reply);
    pubsub.forget = forget;
  };
});
