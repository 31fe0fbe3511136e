import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { Misuse, readCommandLine, runCommand } from '../src/shared/node/command-line.ts';
import { type MutationArea, leftOut, mutationAreas } from './mutation/areas.ts';
import { chooseChunks } from './mutation/choose-chunks.ts';

/**
 * `npm run mutation -- AREA … [--sample PERCENT --seed NUMBER]`: breaks the code of each area in small ways and counts how many
 * of these faults its tests notice. Prints every fault that no test noticed, then a line of figures for each area; see
 * `docs/mutation.md`. Not part of CI.
 */
const root = join(import.meta.dirname, '..');

await runCommand(async () => {
  const names = [...mutationAreas.keys()];
  const { values, words } = readCommandLine({
    name: 'npm run mutation',
    what: '逐处改坏代码，统计测试能发现多少；不写名称则检查全部部分',
    options: {
      sample: { type: 'string', value: '百分比', help: '只抽查这么多，默认 100' },
      seed: { type: 'string', value: '整数', help: '抽查用的随机数种子，默认 1' },
      file: { type: 'string', value: '通配符', help: '只改坏这些文件' },
    },
    words: `名称…：${names.join(' ')}`,
    example: 'ogg --sample 25 --seed 7',
  });
  const unknown = words.filter((word) => !mutationAreas.has(word));
  if (unknown.length > 0)
    throw new Misuse(`没有 ${unknown.join('、')} 这个部分；可用：${names.join(' ')}`);
  const percent = wholeNumber('sample', values.sample ?? '100');
  const seed = wholeNumber('seed', values.seed ?? '1');
  const lines: string[] = [];
  for (const [name, area] of mutationAreas) {
    if (words.length > 0 && !words.includes(name)) continue;
    lines.push(
      await runArea(
        name,
        { ...area, mutate: values.file ? [values.file] : area.mutate },
        { percent, seed },
      ),
    );
  }
  console.log(lines.join('\n'));
});
process.exit();

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Misuse(`--${name} 应为整数`);
  return Number(text);
}

async function runArea(
  name: string,
  area: MutationArea,
  sample: { readonly percent: number; readonly seed: number },
): Promise<string> {
  const beganAt = performance.now();
  const files = globSync([...area.mutate], { cwd: root })
    .toSorted()
    .map((path) => ({
      path,
      lineCount: readFileSync(join(root, path), 'utf8').split('\n').length,
    }));
  const mutants = await new Stryker({
    packageManager: 'npm',
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    mutate: sample.percent < 100 ? chooseChunks(files, sample) : files.map(({ path }) => path),
    testFiles: [...area.tests],
    // Mutants in code that runs once, when a file is loaded, would need a fresh process each.
    ignoreStatic: true,
    mutator: { excludedMutations: ['StringLiteral'] },
    // Its rewriting of tsconfig files calls an API that TypeScript 7 has not got; a missing file leaves them alone.
    tsconfigFile: 'none.json',
    tempDirName: 'out/mutation',
    ignorePatterns: [...leftOut],
    concurrency: 1,
    timeoutMS: 5000,
    reporters: ['progress-append-only'],
    allowEmpty: true,
  }).runMutationTest();
  const count = (...statuses: string[]) =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  for (const { status, fileName, location, mutatorName, replacement } of mutants) {
    if (status !== 'Survived' && status !== 'NoCoverage') continue;
    const place = `${relative(root, fileName)}:${location.start.line}:${location.start.column}`;
    console.log(
      `${status} ${place} ${mutatorName} -> ${(replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 120)}`,
    );
  }
  const killed = count('Killed', 'Timeout');
  const survived = count('Survived');
  const rate = Math.round((1000 * killed) / (killed + survived)) / 10;
  const minutes = Math.round((performance.now() - beganAt) / 6000) / 10;
  return `${name}: killed ${killed}, survived ${survived}, not covered ${count('NoCoverage')}, static (not judged) ${count('Ignored')}, errors ${count('RuntimeError', 'CompileError')}; of covered ${rate} %; ${minutes} min`;
}
