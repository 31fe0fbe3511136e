import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Misuse, readCommandLine, runCommand } from '../src/shared/node/command-line.ts';

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

await runCommand(async () => {
  const { values, words: asked } = readCommandLine({
    name: 'npm run bench',
    what: '运行 tests/bench 中的测试项，逐项输出 JSON；不写名称则全部运行',
    options: {
      seed: { type: 'string', value: '整数', help: 'wire：随机数种子' },
      messages: { type: 'string', value: '条数', help: 'wire：消息条数' },
      desks: { type: 'string', value: '台数', help: 'hub：坐席台数，默认 300' },
      calls: { type: 'string', value: '通数', help: 'soak：短通话的通数，默认 500' },
      tickets: {
        type: 'string',
        value: '件数',
        help: 'pop、search、start：本机工单数，默认 1000000',
      },
      rows: { type: 'string', value: '行数', help: 'import、export、replicate：行数，默认 100000' },
      minutes: { type: 'string', value: '分钟', help: 'soak：长通话的时长，默认 60' },
    },
    words: `名称…：${known.join(' ')}`,
    example: 'wire --messages 1000',
  });
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Misuse(`没有 ${unknown.join('、')} 这个测试项；可用：${known.join(' ')}`);
  const options = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  const odd = Object.keys(options).find((name) => !/^\d{1,10}$/.test(options[name] ?? ''));
  if (odd !== undefined) throw new Misuse(`--${odd} 应为整数`);
  for (const name of asked.length > 0 ? asked : known) {
    process.stderr.write(`[bench] ${name} …\n`);
    const bench: unknown = await import(pathToFileURL(join(folder, `${name}.bench.ts`)).href);
    if (!hasRun(bench)) throw new Error(`${name}.bench.ts exports no run()`);
    await bench.run(options);
  }
});
process.exit();

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
