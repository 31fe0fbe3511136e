import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { link, rename, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SignedInDesk, signInAt } from '../../support/hub-client.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { storeRecording } from '../../support/stored-recording.ts';

const program = join(import.meta.dirname, '..', '..', '..', 'src', 'hub', 'verify.ts');

/** Somebody who can write the hub's database, not only its files, is seen too: by `hub:verify` and by who listens. */
describe('rows of the archive', () => {
  let hub: RunningHub;
  let desk: SignedInDesk;
  let lead: SignedInDesk;
  beforeEach(async () => {
    hub = await startTestHub();
    desk = await signInAt(hub.url(), '1001');
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(() => hub.stop());

  /** A call with a recording of two parts in the archive. */
  const aStored = () => storeRecording(hub, desk, [['<one>'], ['<two>']]);
  const change = (sql: string, ...values: string[]) => {
    const database = new Database(join(hub.dataFolder, 'hub.db'));
    database.pragma('foreign_keys = OFF');
    expect(database.prepare(sql).run(...values).changes).toBeGreaterThan(0);
    database.close();
  };
  const verify = async () => {
    const child = spawn(process.execPath, [program, '--data', hub.dataFolder]);
    let out = '';
    child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()));
    child.stderr.resume();
    const [code] = await once(child, 'close');
    const lines = out.trim().split('\n');
    const told = lines.map((line): Record<string, unknown> => JSON.parse(line));
    return { code, faults: told.slice(0, -1).map(({ fault, path }) => [fault, path].join(' ')) };
  };
  const get = async (recordingId: string, what: 'audio' | 'timeline') => {
    const response = await fetch(`${hub.url()}/recordings/${recordingId}/${what}`, {
      headers: { authorization: `Bearer ${lead.token}` },
    });
    return { status: response.status, text: await response.text() };
  };
  const shown = async (callId: string) => {
    const filter = { from: null, to: null, agentWorkNo: null, direction: null, text: '' };
    const page = { recordingStates: [], limit: 200, offset: 0 };
    const { items } = await lead.client.calls.list({ ...filter, ...page });
    return items.find(({ call }) => call.callId === callId)?.recording;
  };

  it('a part that is gone with its row is named, is missing for who listens, and is no whole recording in the list', async () => {
    const { recordingId, callId, paths } = await aStored();
    change('DELETE FROM segments WHERE recording_id = ? AND segment = 1', recordingId);
    await unlink(paths[1] ?? '');
    expect(await verify()).toEqual({ code: 1, faults: [`rowMissing ${recordingId}`] });
    expect(JSON.parse((await get(recordingId, 'timeline')).text)).toMatchObject({
      flaws: ['missing'],
    });
    expect(await shown(callId)).toMatchObject({ error: 'recording.damaged' });
  });

  it('a recording of which nothing is left is damaged, and not one that never came', async () => {
    const { recordingId, callId, paths } = await aStored();
    change('DELETE FROM segments WHERE recording_id = ?', recordingId);
    for (const path of paths) await unlink(path);
    expect((await verify()).faults).toEqual(Array(2).fill(`rowMissing ${recordingId}`));
    expect(await get(recordingId, 'audio')).toEqual({
      status: 422,
      text: '{"code":"recording.damaged"}',
    });
    expect(await shown(callId)).toMatchObject({ error: 'recording.damaged' });
    change('DELETE FROM recordings WHERE recording_id = ?', recordingId);
    expect((await verify()).faults).toEqual(Array(2).fill(`rowMissing ${recordingId}`));
  });

  it.each([
    ['another call', `UPDATE recordings SET call_id = ? WHERE recording_id = ?`, randomUUID()],
    ['another agent', `UPDATE recordings SET agent_work_no = ? WHERE recording_id = ?`, '1002'],
  ])('a recording put under %s is not played as that', async (_, sql, value) => {
    const { recordingId, files } = await aStored();
    change(sql, value, recordingId);
    expect((await verify()).faults).toEqual(files.map((file) => `otherRecording ${file}`));
    for (const what of ['audio', 'timeline'] as const)
      expect((await get(recordingId, what)).status).toBe(422);
  });

  it('a key of another recording is good and opens nothing; a time that is not the receipt’s is seen', async () => {
    const [one, other, late] = [await aStored(), await aStored(), await aStored()];
    const key = `(SELECT wrapped_key FROM segments WHERE recording_id = ? AND segment = 0)`;
    change(
      `UPDATE segments SET wrapped_key = ${key} WHERE recording_id = ? AND segment = 0`,
      other.recordingId,
      one.recordingId,
    );
    change(
      'UPDATE segments SET stored_at = 1 WHERE recording_id = ? AND segment = 0',
      late.recordingId,
    );
    const { faults } = await verify();
    expect(faults.toSorted()).toEqual([
      `keyUnusable ${one.files[0]}`,
      `receiptWrong ${late.files[0]}`,
    ]);
    expect((await get(one.recordingId, 'audio')).status).toBe(422);
  });

  it('a link is no file of the archive, nor is what has a second name or leads nowhere', async () => {
    const {
      files,
      paths: [path = ''],
    } = await aStored();
    const away = join(hub.dataFolder, 'away.hdseg');
    await rename(path, away);
    await symlink(away, path);
    await writeFile(join(dirname(path), 'twice'), 'x');
    await link(join(dirname(path), 'twice'), join(hub.dataFolder, 'twice'));
    await symlink('/nowhere', join(dirname(path), 'nowhere'));
    const day = dirname(files[0] ?? '');
    expect((await verify()).faults.toSorted()).toEqual([
      `linked ${files[0]}`,
      `unknownFile ${join(day, 'nowhere')}`,
      `unknownFile ${join(day, 'twice')}`,
    ]);
  });
});
