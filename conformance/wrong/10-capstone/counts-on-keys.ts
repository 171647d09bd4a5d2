// Wrong: INCR goes to the keys that SET writes.
// Failed by: 10.10
import { array, bulk } from '../../../solution/02-resp-parser/replies.ts';
import { createRandom } from '../../../solution/10-capstone/requests.ts';
import { runLoad } from '../load.ts';

await runLoad({
  request({ command, seed, keyspace }, right) {
    const random = createRandom(seed);
    return command === 'incr' ? () => array([bulk('INCR'), bulk(`key:${random(keyspace)}`)]) : right;
  },
});
