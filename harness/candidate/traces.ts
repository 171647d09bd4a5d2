// Stack traces of a compiled candidate. Node would map them itself, but each start with --enable-source-maps takes 10 ms longer.
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';

/**
 * A reader of lines that names the places that were written, where a line names places in the compiled file.
 * @param compiled the file, whose source map is beside it; undefined when nothing was compiled
 */
export function createTraceReader(compiled: string | undefined): (line: string) => string {
  if (compiled === undefined) return (line) => line;
  const place = new RegExp(`(?:file://)?${escaped(compiled)}:(\\d+)(?::(\\d+))?`, 'g');
  let map: SourceMap | undefined;

  return (line) =>
    line.replace(place, (whole, row: string, column?: string) => {
      map ??= new SourceMap(JSON.parse(readFileSync(`${compiled}.map`, 'utf8')) as SourceMapPayload);
      const found = map.findEntry(Number(row) - 1, Number(column ?? 1) - 1);
      if (!('originalSource' in found)) return whole;
      const file = resolve(dirname(compiled), found.originalSource);
      return [file, found.originalLine + 1, ...(column === undefined ? [] : [found.originalColumn + 1])].join(
        ':',
      );
    });
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
