import { Misuse, readCommandLine } from '../../src/shared/node/command-line.ts';

/** Parts of `npm test` in the order in which they run: the check, then the projects of `vitest.config.ts`. */
const testParts = ['check', 'unit', 'contract', 'integration', 'faults', 'e2e', 'lab'] as const;

export interface TestArgs {
  readonly parts: readonly string[];
  /** Only test files whose path contains one of these; the check is then left out. */
  readonly paths: readonly string[];
}

/** Reads `--only part,part` and paths. Throws `Misuse` on an unknown option or part. */
export function parseTestArgs(args: readonly string[]): TestArgs {
  const { values, words } = readCommandLine(
    {
      name: 'npm test',
      what: '安装测试所需的程序并运行全部测试；最后一行是通过、失败和跳过的数目',
      options: {
        only: {
          type: 'string',
          value: '部分',
          help: `只运行这些部分，逗号分开：${testParts.join(',')}`,
        },
      },
      words: '路径…：只运行路径中含有它的测试文件',
      example: '--only unit,integration',
    },
    args,
  );
  const asked =
    values.only?.split(',') ?? testParts.filter((part) => words.length === 0 || part !== 'check');
  const unknown = asked.filter((name) => !testParts.some((part) => part === name));
  if (unknown.length > 0)
    throw new Misuse(`没有 ${unknown.join('、')} 这一部分；可用：${testParts.join('、')}`);
  return { parts: testParts.filter((part) => asked.includes(part)), paths: words };
}
