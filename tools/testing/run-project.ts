import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runCaptured } from '../run-captured.ts';
import { type Counts, noCounts } from './counts.ts';
import { type Failure, readReport } from './read-report.ts';

const root = join(import.meta.dirname, '..', '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

export interface ProjectRun {
  /** Project of `vitest.config.ts`. */
  readonly name: string;
  /** Only test files whose path contains one of these. */
  readonly paths: readonly string[];
  /** Folder for the report and the log. */
  readonly logs: string;
  readonly signal: AbortSignal;
}

export interface ProjectResult {
  readonly counts: Counts;
  readonly failures: readonly Failure[];
}

/** Runs one vitest project. A crash of vitest, an unhandled error or (without `paths`) no test at all is a failure. */
export async function runProject({
  name,
  paths,
  logs,
  signal,
}: ProjectRun): Promise<ProjectResult> {
  const report = join(logs, `${name}.json`);
  const args = [vitest, 'run', '--project', name, '--reporter=default', '--reporter=json'];
  args.push(`--outputFile.json=${report}`, '--no-color', ...paths);
  const { code, output } = await runCaptured(process.execPath, args, { cwd: root, signal });
  writeFileSync(join(logs, `${name}.log`), output);
  if (!existsSync(report))
    return broken(name, `vitest ended with ${code} and wrote no report`, output);
  const result = readReport(readFileSync(report, 'utf8'));
  const { passed, failed, skipped } = result.counts;
  if (passed + failed + skipped === 0) {
    return paths.length > 0
      ? { counts: noCounts, failures: [] }
      : broken(name, 'no test was found', output);
  }
  if (code !== 0 && failed === 0) {
    return add(result, broken(name, `vitest ended with ${code} although no test failed`, output));
  }
  return result;
}

/** How many tests a project has, without running them; throws when vitest cannot tell. */
export async function countTests({ name, paths, logs, signal }: ProjectRun): Promise<number> {
  const list = join(logs, `${name}-list.json`);
  const args = [vitest, 'list', '--project', name, `--json=${list}`, ...paths];
  const { code, output } = await runCaptured(process.execPath, args, { cwd: root, signal });
  if (code !== 0 || !existsSync(list)) throw new Error(`vitest could not list ${name}:\n${output}`);
  return z.array(z.unknown()).parse(JSON.parse(readFileSync(list, 'utf8'))).length;
}

function broken(name: string, why: string, output: string): ProjectResult {
  const message = `${why}\n${output.trim().split('\n').slice(-25).join('\n')}`;
  return {
    counts: { ...noCounts, failed: 1 },
    failures: [{ file: name, test: 'the run itself', message }],
  };
}

function add(a: ProjectResult, b: ProjectResult): ProjectResult {
  return {
    counts: { ...a.counts, failed: a.counts.failed + b.counts.failed },
    failures: [...a.failures, ...b.failures],
  };
}
