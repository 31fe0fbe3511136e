import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * `npm run bench -- NAME … [--OPTION VALUE …]` runs the named benches of `tests/bench` one after another; without a name it
 * runs all. Each prints its figures as JSON lines on standard output, and where a peer was measured beside us a table of them
 * comes last; progress goes to standard error.
 */
const folder = join(import.meta.dirname, '..', 'tests', 'bench');
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.slice(0, -'.bench.ts'.length))
  .sort();
const { names: asked, options } = readArguments(process.argv.slice(2));
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`没有这个测试项：${unknown.join(' ')}。可用：${known.join(' ')}\n`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : known) {
  process.stderr.write(`[bench] ${name} …\n`);
  const bench: unknown = await import(pathToFileURL(join(folder, `${name}.bench.ts`)).href);
  if (!hasRun(bench)) throw new Error(`${name}.bench.ts exports no run()`);
  await bench.run(options);
}
process.exit(0);

function hasRun(module: unknown): module is {
  run: (options: Readonly<Record<string, string>>) => Promise<void>;
} {
  return (
    typeof module === 'object' &&
    module !== null &&
    'run' in module &&
    typeof module.run === 'function'
  );
}

/** Words are names; `--calls 500` is the option `calls`. */
function readArguments(words: readonly string[]) {
  const names: string[] = [];
  const options: Record<string, string> = {};
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('--')) names.push(word);
    else options[word.slice(2)] = words[(index += 1)] ?? '';
  }
  return { names, options };
}
