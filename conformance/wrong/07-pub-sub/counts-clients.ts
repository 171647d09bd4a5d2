// Wrong: PUBLISH counts clients, not deliveries.
// Failed by: 07.27
// Also by: 07.38
import type { Client } from '../../../solution/02-resp-parser/server.ts';
import { serve } from '../pubsub.ts';

serve(import.meta.filename, ({ pubsub }) => {
  const told = new Set<Client>();
  const { tell, publish } = pubsub;
  pubsub.tell = (client, message) => {
    told.add(client);
    tell(client, message);
  };
  pubsub.publish = (channel, payload) => {
    told.clear();
    publish(channel, payload);
    return told.size;
  };
});
