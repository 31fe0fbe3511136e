import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { recordACall } from '../../support/host/record-a-call.ts';

let desk: DeskWithHub;

beforeEach(async () => {
  desk = await startDeskWithHub();
  await desk.signIn('1001');
});
afterEach(() => desk.stop());

/** Another hub stands at the address: same people, other keys. */
const changeKeys = async () => {
  await rm(join(desk.hub.dataFolder, 'keys'), { recursive: true });
  await desk.hub.restart();
};
const record = async () => {
  const { client } = await desk.phone();
  await recordACall(desk.host(), client, { recordingId: randomUUID(), text: 'the sound' });
};
const told = () =>
  desk
    .watch()
    .until('told', ({ problems }) => problems.some(({ code }) => code === 'hub.keyChanged'));

describe('the keys of the hub', () => {
  it('are kept: another one is given no recording, and the agent works on', async () => {
    await desk.desk().session.signOut({ unguarded: true });
    await changeKeys();
    await desk.signIn('1001').catch(() => undefined);
    await told();
    expect(desk.watch().state().user?.workNo).toBe('1001');
    await record();
    const state = await desk
      .watch()
      .until('waiting', ({ sync }) => sync.recordingsWaiting === 1 && sync.hub === 'offline');
    expect(state.sync.lastSyncedAt).toBeNull();
  });

  it('that change in mid-shift neither end the session as a copied token would, nor lock the desk', async () => {
    await changeKeys();
    desk.hub.clock.advance(16 * 60_000);
    // Each asks the hub for a renewal, which is answered with keys that this desk does not take.
    for (let count = 0; count < 5; count += 1) {
      const { code } = await errorOf(desk.desk().agent.ask({ to: 'break', reason: 'x' }));
      expect(code).toBe('hub.keyChanged');
    }
    expect(desk.watch().state().user?.workNo).toBe('1001');
    await desk.desk().session.signOut({ unguarded: true });
    desk.setOnline(false);
    await desk.signIn('1001');
  });

  it('may be others once IT has confirmed them by fingerprint; what was sealed to the old ones is sealed anew', async () => {
    desk.setOnline(false);
    await record();
    await changeKeys();
    desk.setOnline(true);
    const fingerprint = await readFile(
      join(desk.hub.dataFolder, 'keys', 'fingerprint.txt'),
      'utf8',
    );
    const file = join(desk.directory, 'desk.json');
    const config = JSON.parse(await readFile(file, 'utf8'));
    config.hub.keyFingerprint = fingerprint.trim().toUpperCase();
    await writeFile(file, JSON.stringify(config));
    await desk.restart();
    await desk.desk().session.signOut({ unguarded: true });
    await desk.signIn('1001');
    await desk
      .watch()
      .until(
        'synced',
        ({ sync }) => sync.lastSyncedAt !== null && sync.recordingsWaiting === 0,
        20_000,
      );
    config.hub.keyFingerprint = '0'.repeat(32);
    await writeFile(file, JSON.stringify(config));
    await desk.restart();
    await desk.desk().session.signOut({ unguarded: true });
    await desk.signIn('1001').catch(() => undefined);
    await told();
  });
});
