// Wrong: nobody listens for the error of a subscriber's connection: it ends the process.
// Failed by: 07.61, 07.64
// Also by: 07.62, 07.65, 07.66, 07.67, 07.68, 07.69, 07.70, 07.71, 07.72, 07.84, 07.85, 07.86, 07.87
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const { subscribe } = pubsub;
  pubsub.subscribe = (topics, topic, client) => {
    client.socket.removeAllListeners('error');
    subscribe(topics, topic, client);
  };
});
