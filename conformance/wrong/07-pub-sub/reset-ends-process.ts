// Wrong: nobody listens for the error of a subscriber's connection: it ends the process.
// Failed by: 07.61, 07.64
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { subscribe } = pubsub;
  pubsub.subscribe = (topics, topic, client) => {
    client.socket.removeAllListeners('error');
    subscribe(topics, topic, client);
  };
});
