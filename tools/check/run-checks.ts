import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCaptured } from '../run-captured.ts';
import { adrViolations } from './adrs.ts';
import { glossaryViolations } from './glossary.ts';
import { importCircles } from './import-circles.ts';
import { layerViolations, unmirroredTests } from './layers.ts';
import { readmeViolations } from './readmes.ts';
import { wordViolations } from './unread-words.ts';

/** One part of `npm run check`: passed, or the lines that say what is wrong. */
export interface CheckResult {
  readonly name: string;
  readonly passed: boolean;
  readonly output: string;
  readonly ms: number;
}

const root = join(import.meta.dirname, '..', '..');
const bin = (name: string) => join(root, 'node_modules', '.bin', name);

/** Runs all parts, two at a time; `onResult` hears of each as it ends. */
export async function runChecks(onResult: (result: CheckResult) => void): Promise<CheckResult[]> {
  const waiting = [
    ...tsconfigs().map((file) =>
      command(`types ${file}`, 'tsc', ['-p', file, '--pretty', 'false']),
    ),
    command('lint', 'oxlint', ['--format=unix']),
    command('format', 'oxfmt', ['--check']),
    lines('import rules', () => [
      ...layerViolations(root),
      ...importCircles(root),
      ...unmirroredTests(root),
    ]),
    lines('papers', () => [
      ...adrViolations(root),
      ...glossaryViolations(root),
      ...readmeViolations(root),
    ]),
    lines('dead words', () => wordViolations(root)),
    command('unused code', 'knip', ['--no-progress', '--reporter', 'compact']),
  ];
  const results: CheckResult[] = [];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const result = await next();
      results.push(result);
      onResult(result);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

function tsconfigs(): string[] {
  const text = readFileSync(join(root, 'tsconfig.json'), 'utf8');
  return [...text.matchAll(/"path": "\.\/([^"]+)"/g)].map((match) => match[1] ?? '');
}

function command(name: string, tool: string, args: readonly string[]) {
  return async (): Promise<CheckResult> => {
    const startedAt = performance.now();
    const { code, output } = await runCaptured(bin(tool), args, { cwd: root });
    return { name, passed: code === 0, output, ms: performance.now() - startedAt };
  };
}

function lines(name: string, find: () => readonly string[]) {
  return async (): Promise<CheckResult> => {
    const startedAt = performance.now();
    const output = find().join('\n');
    return { name, passed: output === '', output, ms: performance.now() - startedAt };
  };
}
