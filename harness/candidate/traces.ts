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
      map ??= readMap(`${compiled}.map`);
      const found = map?.findEntry(Number(row) - 1, Number(column ?? 1) - 1);
      if (found === undefined || !('originalSource' in found)) return whole;
      const file = `${resolve(dirname(compiled), found.originalSource)}:${found.originalLine + 1}`;
      return column === undefined ? file : `${file}:${found.originalColumn + 1}`;
    });
}

/** The source map, or undefined where a candidate removed it, or spoilt it. */
function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
