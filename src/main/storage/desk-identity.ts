import { join } from 'node:path';
import { idSchema } from '../../shared/contract/base-schemas.ts';
import { deskIdOf, isKeyMadeId } from '../../shared/node/desk-key-pair.ts';
import { readTextIfThere, writeFileDurably } from '../../shared/node/durable-file.ts';

/** The id while no key can be read: no hub is spoken to then. */
export const noDeskId = '00000000-0000-0000-0000-000000000000';

/**
 * The id by which the hub knows this desk. It follows from the desk's public key; desks from before there were keys go on
 * with the id they have: in the file `desk-id`, which outlives a damaged database, or else in `kept`, which outlives a
 * lost file. A key-made id in the file that is not ours was copied from another desk and is replaced.
 */
export function readDeskId(
  dataDirectory: string,
  { publicKey, kept }: { readonly publicKey: string; readonly kept: string | null },
): string {
  const file = join(dataDirectory, 'desk-id');
  const inFile = idSchema.safeParse(readTextIfThere(file)?.trim()).data ?? null;
  const former = inFile ?? kept;
  const deskId = former === null || isKeyMadeId(former) ? deskIdOf(publicKey) : former;
  if (inFile !== deskId) writeFileDurably(file, `${deskId}\n`);
  return deskId;
}
