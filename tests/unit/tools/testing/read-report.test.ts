import { expect, it } from 'vitest';
import { readReport } from '../../../../tools/testing/read-report.ts';

const file = (over: object) => ({
  name: '/a.test.ts',
  status: 'passed',
  message: '',
  assertionResults: [],
  ...over,
});
const test = (status: string, failureMessages: string[] = []) => ({
  status,
  fullName: `is ${status}`,
  failureMessages,
});
const report = (...testResults: object[]) => JSON.stringify({ testResults });

it('counts passed, failed, and everything else as skipped', () => {
  const json = report(
    file({
      status: 'failed',
      assertionResults: [test('passed'), test('failed', ['why']), test('todo'), test('pending')],
    }),
    file({ assertionResults: [test('passed'), test('skipped')] }),
  );
  expect(readReport(json)).toEqual({
    counts: { passed: 2, failed: 1, skipped: 3 },
    failures: [{ file: '/a.test.ts', test: 'is failed', message: 'why' }],
  });
});

it('counts a file that could not be loaded as one failed test', () => {
  const json = report(file({ status: 'failed', message: 'no such module' }));
  expect(readReport(json)).toEqual({
    counts: { passed: 0, failed: 1, skipped: 0 },
    failures: [{ file: '/a.test.ts', test: 'the file itself', message: 'no such module' }],
  });
});

it('refuses what is not a report', () => {
  expect(() => readReport('{}')).toThrow();
});
