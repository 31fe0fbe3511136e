import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hubLimits } from '../../../src/hub/http/limits.ts';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { makeSegment, tusClient } from '../../support/hub-upload.ts';
import { testPassword } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('one person under many desk ids', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const count = (sql: string) => {
    const database = new Database(join(hub.dataFolder, 'hub.db'), { readonly: true });
    try {
      return database.prepare(sql).pluck().get();
    } finally {
      database.close();
    }
  };
  const unfinished = () => count('select count(*) from uploads where finished_at is null');

  it('has no more uploads begun than one person may; a colleague keeps the own ones', async () => {
    const colleague = await signInAt(hub.url(), '1002');
    const segment = await makeSegment(colleague.session.keys);
    const begin = async (token: string) => {
      const recordingId = randomUUID();
      const metadata = { ...segment.metadata, recordingId, callId: randomUUID() };
      const { status } = await tusClient(hub.url(), token).create({ ...segment, metadata });
      expect(status).toBe(201);
    };
    await begin(colleague.token);
    const most = hubLimits.uploadsOfUser.unfinishedUploads;
    const ofDesk = hubLimits.desk.unfinishedUploads;
    for (let desk = 0; desk <= most / ofDesk; desk += 1) {
      const { token } = await signInAt(hub.url(), '1001');
      for (let begun = 0; begun < ofDesk; begun += 1) await begin(token);
    }
    expect(unfinished()).toBe(most + 1);
  });

  it('announces no more bytes either', async () => {
    const segment = await makeSegment((await signInAt(hub.url(), '1002')).session.keys);
    const bytes = hubLimits.desk.unfinishedBytes / 4;
    for (let desk = 0; desk < 4; desk += 1) {
      const { token } = await signInAt(hub.url(), '1001');
      for (let begun = 0; begun < 4; begun += 1) {
        const metadata = { ...segment.metadata, recordingId: randomUUID(), callId: randomUUID() };
        const { create } = tusClient(hub.url(), token);
        expect((await create({ ...segment, metadata }, bytes)).status).toBe(201);
      }
    }
    expect(Number(unfinished()) * bytes).toBeLessThanOrEqual(
      hubLimits.uploadsOfUser.unfinishedBytes,
    );
  });

  it('has so many sessions and no more: the oldest end', async () => {
    const first = await signInAt(hub.url(), '1001');
    const colleague = await signInAt(hub.url(), '1002');
    for (let desk = 0; desk < 16; desk += 1) {
      hub.clock.advance(1);
      await signInAt(hub.url(), '1001');
    }
    const pull = (token: string) =>
      hubClient(hub.url(), token).changes.pull({ since: 0, limit: 1 });
    expect(await codeOf(pull(first.token))).toBe('hub.sessionExpired');
    await expect(pull(colleague.token)).resolves.toBeDefined();
    expect(count('select count(*) from sessions where ended_at is null')).toBe(17);
  });
});

describe('a work number in another spelling', () => {
  it('is the same number: its tries are counted together, and nobody else’s', async () => {
    const hub = await startTestHub();
    try {
      const spellings = ['1001', ' 1001', '１００１', '1001\u3000', '10\u200b01'];
      const attempt = (workNo: string, password: string) =>
        hubClient(hub.url()).auth.signIn({ workNo, password, deskId: randomUUID() });
      for (const workNo of spellings) {
        expect(await codeOf(attempt(workNo, 'wrong'))).toBe('hub.badCredentials');
      }
      for (const workNo of spellings) {
        expect(await codeOf(attempt(workNo, testPassword))).toBe('hub.accountLocked');
      }
      await expect(attempt('1002', testPassword)).resolves.toBeDefined();
    } finally {
      await hub.stop();
    }
  });
});
