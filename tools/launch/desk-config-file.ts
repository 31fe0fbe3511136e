import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readConfigText } from '../../src/shared/node/read-config-text.ts';

/** What earlier releases wrote into `desk.json` for their embedded hub. */
const oldEmbeddedUrl = 'http://127.0.0.1:17821';

/** Which hub a desk works with. `unreadable`: the desk itself says what is wrong with its file. */
export type HubChoice = 'embedded' | 'configured' | 'unreadable';

const fileSchema = z.record(z.string(), z.unknown());
const hubSchema = z.looseObject({ url: z.string() });

/**
 * Reads which hub `desk.json` names; without one the desk gets the embedded hub, whose address is another one at each
 * start. The fixed address of earlier releases is taken out of the file: another account of the PC could wait for the
 * desk there. A file that cannot be read is left as it is.
 */
export function chooseHub(dataFolder: string): HubChoice {
  const path = join(dataFolder, 'desk.json');
  const file = readFile(path);
  if (file === null) return 'unreadable';
  if (file['hub'] === undefined) return 'embedded';
  const hub = hubSchema.safeParse(file['hub']);
  if (!hub.success) return 'unreadable';
  if (hub.data.url !== oldEmbeddedUrl) return 'configured';
  const { hub: _old, ...rest } = file;
  writeFileSync(`${path}.new`, `${JSON.stringify(rest, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return 'embedded';
}

function readFile(path: string): Record<string, unknown> | null {
  try {
    const text = readConfigText(path);
    if (text === null) return {};
    const parsed = fileSchema.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
