// The published schema is the one by which reports are read, and the reader says what is wrong.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { loadReportSchema, readLoadReport } from './report.ts';

test('the published JSON Schema is that of the harness (npx vitest run harness/load -u writes it)', async () => {
  const file = join(import.meta.dirname, '../../starter/10-capstone/report.schema.json');
  const schema = z.toJSONSchema(loadReportSchema, { io: 'input' });
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(file);
});

test('a report that is none is told in words', () => {
  expect(readLoadReport('requests 100\n')).toBe('not one JSON object');
  expect(readLoadReport('{"requests":1.5}')).toMatch(/requests: .*; errors: /);
});
