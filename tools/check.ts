import { runChecks } from './check/run-checks.ts';
import { printCheck } from './check/print-check.ts';

/** `npm run check`: types, lint, format, import rules, papers, dead words, unused code. Exit code 1 when any part fails. */
const results = await runChecks(printCheck);
const failed = results.filter(({ passed }) => !passed);
console.log(
  failed.length === 0
    ? `check: all ${results.length} parts clean`
    : `check: ${failed.length} of ${results.length} parts failed: ${failed.map(({ name }) => name).join(', ')}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
