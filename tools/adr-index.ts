import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { adrIndex } from './check/adrs.ts';

/** `npm run adr:index`: writes `docs/adr/README.md`, the list of all decisions. */
const root = join(import.meta.dirname, '..');
writeFileSync(join(root, 'docs', 'adr', 'README.md'), adrIndex(root));
