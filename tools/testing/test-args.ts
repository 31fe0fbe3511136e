import { parseArgs } from 'node:util';

/** Parts of `npm test` in the order in which they run: the check, then the projects of `vitest.config.ts`. */
const testParts = ['check', 'unit', 'contract', 'integration', 'faults', 'e2e', 'lab'] as const;

export interface TestArgs {
  readonly parts: readonly string[];
  /** Only test files whose path contains one of these; the check is then left out. */
  readonly paths: readonly string[];
}

/** Reads `--only part,part` and paths. Throws on an unknown option or part. */
export function parseTestArgs(args: readonly string[]): TestArgs {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { only: { type: 'string' } },
    allowPositionals: true,
  });
  const asked =
    values.only?.split(',') ??
    testParts.filter((part) => positionals.length === 0 || part !== 'check');
  const unknown = asked.filter((name) => !testParts.some((part) => part === name));
  if (unknown.length > 0)
    throw new Error(`unknown part ${unknown.join(', ')}; there are ${testParts.join(', ')}`);
  return { parts: testParts.filter((part) => asked.includes(part)), paths: positionals };
}
