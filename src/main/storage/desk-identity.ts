import { join } from 'node:path';
import { idSchema } from '../../shared/contract/base-schemas.ts';
import { readTextIfThere, writeFileAtomically } from './atomic-file.ts';

/**
 * The id by which the hub knows this desk, made on first use. In a file of its own, so that a desk whose database was
 * damaged still owns its calls and recordings at the hub.
 */
export function readDeskId(dataDirectory: string, newId: () => string): string {
  const file = join(dataDirectory, 'desk-id');
  const kept = idSchema.safeParse(readTextIfThere(file)?.trim());
  if (kept.success) return kept.data;
  const deskId = newId();
  writeFileAtomically(file, `${deskId}\n`);
  return deskId;
}
