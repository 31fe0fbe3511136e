import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine, runCommand } from '../src/shared/node/command-line.ts';
import { adrIndex } from './check/adrs.ts';

/** `npm run adr:index`: writes `docs/adr/README.md`, the list of all decisions. */
const root = join(import.meta.dirname, '..');
await runCommand(async () => {
  readCommandLine({
    name: 'npm run adr:index',
    what: '重写 docs/adr/README.md，全部决定的目录',
    options: {},
    example: '',
  });
  writeFileSync(join(root, 'docs', 'adr', 'README.md'), adrIndex(root));
});
