import { z } from 'zod';
import type { Counts } from './counts.ts';

/** The part of vitest's JSON report that is read here; vitest may add to it. */
const fileSchema = z.object({
  name: z.string(),
  status: z.string(),
  message: z.string(),
  assertionResults: z.array(
    z.object({
      status: z.enum(['passed', 'failed', 'skipped', 'pending', 'todo', 'disabled']),
      fullName: z.string(),
      failureMessages: z.array(z.string()).nullish(),
    }),
  ),
});
const reportSchema = z.object({ testResults: z.array(fileSchema) });

export interface Failure {
  readonly file: string;
  readonly test: string;
  readonly message: string;
}

export interface Report {
  readonly counts: Counts;
  readonly failures: readonly Failure[];
}

/**
 * Counts and failures of one vitest JSON report. A file that failed outside its tests (it could not be loaded, a hook
 * threw) counts as one failed test; todo tests count as skipped. Throws when the report is not one.
 */
export function readReport(json: string): Report {
  const files = reportSchema.parse(JSON.parse(json)).testResults;
  const failures = files.flatMap(failuresOf);
  const results = files.flatMap(({ assertionResults }) => assertionResults);
  const passed = results.filter(({ status }) => status === 'passed').length;
  const failedTests = results.filter(({ status }) => status === 'failed').length;
  const skipped = results.length - passed - failedTests;
  return { counts: { passed, failed: failures.length, skipped }, failures };
}

function failuresOf(file: z.infer<typeof fileSchema>): Failure[] {
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  if (file.status === 'failed' && failed.length === 0) {
    return [{ file: file.name, test: 'the file itself', message: file.message }];
  }
  return failed.map(({ fullName, failureMessages }) => ({
    file: file.name,
    test: fullName,
    message: (failureMessages ?? []).join('\n'),
  }));
}
