// Wrong: a second signal changes nothing.
// Failed by: 09.18
import { serve } from '../shutdown.ts';

serve(import.meta.filename, ({ shutdown }) => {
  shutdown.hurry = () => {};
});
