import { readCommandLine, runCommand } from '../src/shared/node/command-line.ts';
import { runChecks } from './check/run-checks.ts';
import { printCheck } from './check/print-check.ts';

/** `npm run check`: types, lint, format, import rules, papers, dead words, unused code. Exit code 1 when any part fails. */
await runCommand(async () => {
  readCommandLine({
    name: 'npm run check',
    what: '检查类型、代码规则、格式、导入规则、文档、无用的词和代码',
    options: {},
    example: '',
  });
  const results = await runChecks(printCheck);
  const failed = results.filter(({ passed }) => !passed);
  console.log(
    failed.length === 0
      ? `check: all ${results.length} parts clean`
      : `check: ${failed.length} of ${results.length} parts failed: ${failed.map(({ name }) => name).join(', ')}`,
  );
  return failed.length === 0 ? 0 : 1;
});
