import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import { makeSegment, uploadWhole } from '../../support/hub-upload.ts';
import { aRecording } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('the audit', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  const rows = () => {
    const database = new Database(join(hub.dataFolder, 'hub.db'), { readonly: true });
    try {
      return database
        .prepare('select action, user_id, desk_id, subject_id, code from audit order by audit_id')
        .all();
    } finally {
      database.close();
    }
  };

  it('tells who signed in, listened and was refused, in ids', async () => {
    const deskId = randomUUID();
    const wrong = { workNo: '1001', password: 'wrong', deskId };
    await codeOf(hubClient(hub.url()).auth.signIn(wrong));
    const desk = await signInAt(hub.url(), '1001', deskId);
    const segment = await makeSegment(desk.session.keys);
    await uploadWhole(hub.url(), desk.token, segment);
    const { recordingId, callId } = segment.metadata;
    const recording = aRecording({ recordingId, callId });
    await desk.client.commands.submit({
      commandId: randomUUID(),
      command: { kind: 'recordingRow', recording },
    });
    const other = await signInAt(hub.url(), '1002');
    for (const { token } of [desk, other]) {
      await fetch(`${hub.url()}/recordings/${recordingId}/audio`, {
        headers: { authorization: `Bearer ${token}` },
      });
    }
    const admin = await signInAt(hub.url(), '9001');
    await codeOf(admin.client.changes.pull({ since: 0, limit: 1 }));
    await desk.client.auth.signOut();

    const own = { user_id: desk.session.user.userId, desk_id: deskId };
    const theirs = { user_id: other.session.user.userId, desk_id: other.deskId };
    const admins = { user_id: admin.session.user.userId, desk_id: admin.deskId };
    const signedIn = { action: 'signedIn', subject_id: expect.any(String), code: null };
    const audit = rows();
    expect(audit).toEqual([
      { ...own, action: 'signInRefused', subject_id: null, code: 'hub.badCredentials' },
      { ...own, ...signedIn },
      { user_id: null, desk_id: deskId, action: 'uploaded', subject_id: recordingId, code: null },
      { ...theirs, ...signedIn },
      { ...own, action: 'listened', subject_id: recordingId, code: null },
      { ...theirs, action: 'refused', subject_id: recordingId, code: 'hub.forbidden' },
      { ...admins, ...signedIn },
      { ...admins, action: 'refused', subject_id: 'changes.pull', code: 'hub.forbidden' },
      { ...own, action: 'signedOut', subject_id: expect.any(String), code: null },
    ]);
    for (const personal of ['1001', '工号'])
      expect(JSON.stringify(audit)).not.toContain(`"${personal}`);
  });
});
