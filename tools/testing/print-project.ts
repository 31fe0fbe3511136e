import { relative } from 'node:path';
import { countsLine } from './counts.ts';
import type { ProjectResult } from './run-project.ts';

const shownLines = 14;

/** One line for the project, then name and message of each failure. */
export function printProject(name: string, { counts, failures }: ProjectResult, ms: number): void {
  console.log(`[test] ${name}: ${countsLine(counts)} (${(ms / 1000).toFixed(1)} s)`);
  for (const { file, test, message } of failures) {
    console.log(`\nFAIL ${name} ${relative(process.cwd(), file)} > ${test}`);
    const lines = message.split('\n').filter((line) => !line.includes('/node_modules/'));
    for (const line of lines.slice(0, shownLines)) console.log(`     ${line}`);
  }
}
