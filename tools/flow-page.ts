import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine, runCommand } from '../src/shared/node/command-line.ts';
import { flowPage } from './check/flow-page.ts';

/** `npm run flow:page`: writes `docs/flow.md`, the course of a ticket as `flow.ts` has it. */
const root = join(import.meta.dirname, '..');
await runCommand(async () => {
  readCommandLine({
    name: 'npm run flow:page',
    what: '按 flow.ts 重写 docs/flow.md，工单流程图和流程表',
    options: {},
    example: '',
  });
  writeFileSync(join(root, 'docs', 'flow.md'), flowPage());
});
