// What a file knows of itself, for when it is put into another one. Plain JavaScript, since bundle.mjs needs it.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The text of a file, with the place where it was written instead of the questions for it. */
export function withPlaces(path) {
  const places = { filename: path, dirname: dirname(path), url: pathToFileURL(path).href };
  return readFileSync(path, 'utf8').replace(/\bimport\.meta\.(filename|dirname|url)\b/g, (_, name) =>
    JSON.stringify(places[name]),
  );
}
