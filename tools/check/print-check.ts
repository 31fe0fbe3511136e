import type { CheckResult } from './run-checks.ts';

const shownLines = 40;

/** One line for a clean part; for a failed one its first lines too. */
export function printCheck({ name, passed, output, ms }: CheckResult): void {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} (${(ms / 1000).toFixed(1)} s)`);
  if (passed) return;
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  for (const line of lines.slice(0, shownLines)) console.log(`     ${line}`);
  if (lines.length > shownLines) console.log(`     … ${lines.length - shownLines} more lines`);
}
