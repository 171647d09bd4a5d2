// Wrong: a key whose time is over is removed, and nobody is told.
// Failed by: 08.16
import { serve } from '../replication.ts';

serve(import.meta.filename, ({ keyspace, replicas }) => {
  const { expire } = keyspace;
  const { feed } = replicas;
  let isExpiring = false;
  keyspace.expire = (key) => {
    isExpiring = true;
    expire(key);
    isExpiring = false;
  };
  replicas.feed = (effect) => {
    if (!isExpiring) feed(effect);
  };
});
