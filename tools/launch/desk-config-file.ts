import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where an embedded hub listens: always the same, so that `desk.json` can name it. */
export const embeddedHubPort = 17_821;
const embeddedHubUrl = `http://127.0.0.1:${embeddedHubPort}`;

/** Which hub a desk works with. `unreadable`: the desk itself says what is wrong with its file. */
export type HubChoice = 'embedded' | 'configured' | 'unreadable';

const fileSchema = z.record(z.string(), z.unknown());
const hubSchema = z.looseObject({ url: z.string() });

/**
 * Reads which hub `desk.json` names. Without one the embedded hub is written into it, beside whatever else is there;
 * a file that cannot be read is left as it is.
 */
export function chooseHub(dataFolder: string): HubChoice {
  const path = join(dataFolder, 'desk.json');
  const file = readFile(path);
  if (file === null) return 'unreadable';
  const hub = hubSchema.safeParse(file['hub']);
  if (hub.success) return hub.data.url === embeddedHubUrl ? 'embedded' : 'configured';
  if (file['hub'] !== undefined) return 'unreadable';
  const text = JSON.stringify({ hub: { url: embeddedHubUrl }, ...file }, null, 2);
  writeFileSync(`${path}.new`, `${text}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return 'embedded';
}

function readFile(path: string): Record<string, unknown> | null {
  if (!existsSync(path)) return {};
  try {
    const parsed = fileSchema.safeParse(
      JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')),
    );
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
