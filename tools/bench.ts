import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * `npm run bench -- NAME …` runs the named benches of `tests/bench` one after another; without a name it runs all.
 * Each prints its figures as JSON lines on standard output; progress goes to standard error.
 */
const folder = join(import.meta.dirname, '..', 'tests', 'bench');
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`没有这个测量项：${unknown.join(' ')}。可用：${known.join(' ')}\n`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : known) {
  process.stderr.write(`[bench] ${name} …\n`);
  const bench: unknown = await import(pathToFileURL(join(folder, `${name}.bench.ts`)).href);
  if (!hasRun(bench)) throw new Error(`${name}.bench.ts exports no run()`);
  await bench.run();
}
process.exit(0);

function hasRun(module: unknown): module is { run: () => Promise<void> } {
  return (
    typeof module === 'object' &&
    module !== null &&
    'run' in module &&
    typeof module.run === 'function'
  );
}
