import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readFile, readdir, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInAt } from '../../support/hub-client.ts';
import { teller } from '../../support/recorded-call.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'src', 'hub', 'verify.ts');

async function verify(dataFolder: string) {
  const child = spawn(process.execPath, [program, '--data', dataFolder]);
  let out = '';
  let told = '';
  child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (told += bytes.toString()));
  const [code] = await once(child, 'close');
  const lines = out.trim().split('\n');
  return { code, told, lines: lines.map((line): Record<string, unknown> => JSON.parse(line)) };
}

describe('hub:verify, beside the running hub', () => {
  let hub: RunningHub;
  let desk: ReturnType<typeof teller>;
  beforeEach(async () => {
    hub = await startTestHub();
    desk = teller(hub.url(), await signInAt(hub.url(), '1001'));
  });
  afterEach(() => hub.stop());

  const archive = () => join(hub.dataFolder, 'archive');
  const store = async () => {
    const place = { recordingId: randomUUID(), callId: randomUUID() };
    expect((await desk.upload(await desk.segment('SOUND', place))).status).toBe(204);
    const names = await readdir(archive(), { recursive: true });
    return names.find((name) => name.endsWith(`${place.recordingId}.0.hdseg`)) ?? '';
  };

  it('says that all is as received', async () => {
    for (let count = 0; count < 3; count += 1) await store();
    const { code, lines, told } = await verify(hub.dataFolder);
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ event: 'verify.done', files: 3, faults: 0 }]);
    expect(told).toContain('全部与入库时一致');
  });

  it('names each file that is not: gone, short, longer, changed, swapped, unknown, receipt, key', async () => {
    // One after the other: the hub takes so many of one desk at once and no more.
    const stored: string[] = [];
    while (stored.length < 7) stored.push(await store());
    const [gone, short, long, changed, other, receipt, key] = stored;
    const at = (name = '') => join(archive(), name);
    await store();
    await unlink(at(gone));
    const bytes = await readFile(at(short));
    await writeFile(at(short), bytes.subarray(0, 100));
    await appendFile(at(long), 'x');
    const flipped = await readFile(at(changed));
    flipped.writeUInt8(flipped.readUInt8(300) ^ 1, 300);
    await writeFile(at(changed), flipped);
    await writeFile(at(other), await readFile(at(receipt)));
    await writeFile(at('extra.hdseg'), 'x');
    const db = new Database(join(hub.dataFolder, 'hub.db'));
    const change = (sql: string, path = '') => db.prepare(sql).run(path);
    change(
      `UPDATE segments SET receipt = json_set(receipt, '$.storedAt', 1) WHERE path = ?`,
      receipt,
    );
    change(`UPDATE segments SET wrapped_key = 'AAAA' WHERE path = ?`, key);
    db.close();
    const { code, lines, told } = await verify(hub.dataFolder);
    expect(code).toBe(1);
    const faults = lines.slice(0, -1).map(({ fault, path }) => [fault, path]);
    const sorted = (pairs: unknown[][]) => pairs.map((pair) => pair.join(' ')).toSorted();
    expect(sorted(faults)).toEqual(
      sorted([
        ['missing', gone],
        ['short', short],
        ['long', long],
        ['changed', changed],
        ['changed', other],
        ['receiptWrong', receipt],
        ['keyUnusable', key],
        ['unknownFile', 'extra.hdseg'],
      ]),
    );
    expect(lines.at(-1)).toMatchObject({ event: 'verify.done', files: 8, faults: 8 });
    expect(told).toContain('有 8 处不一致');
  });

  it('never says that a folder without an archive is in order, and makes nothing there', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'verify-'));
    expect((await verify(empty)).code).toBe(1);
    expect(await readdir(empty)).toEqual([]);
    await rm(empty, { recursive: true });
  });
});
