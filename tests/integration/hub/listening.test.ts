import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RecordingEntry } from '../../../src/shared/recording/entries.ts';
import { type SignedInDesk, signInAt } from '../../support/hub-client.ts';
import { damageByte, makeSegment, uploadWhole } from '../../support/hub-upload.ts';
import { aRecording } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

describe('listening at the hub', () => {
  const recordingId = randomUUID();
  const callId = randomUUID();
  const sound = [randomBytes(3000), randomBytes(2000), randomBytes(1000)];
  const whole = Buffer.concat(sound);
  const chunk = (index: number, more: RecordingEntry[] = []): RecordingEntry[] => [
    { kind: 'audio', bytes: sound[index] ?? Buffer.alloc(0) },
    { kind: 'levels', peaks: Uint8Array.of(10 + index, 50 + index) },
    ...more,
  ];
  const hold = { kind: 'hold', fromMs: 100, toMs: 200 } as const;
  let hub: RunningHub;
  let desk: SignedInDesk;
  beforeEach(async () => {
    hub = await startTestHub();
    desk = await signInAt(hub.url(), '1001');
    const ids = { recordingId, callId };
    const keys = desk.session.keys;
    const first = await makeSegment(keys, { ...ids, chunks: [chunk(0), chunk(1)] });
    const mark: RecordingEntry = { kind: 'mark', mark: hold };
    const second = await makeSegment(keys, {
      ...ids,
      segment: 1,
      firstSeq: 2,
      chunks: [chunk(2, [mark])],
    });
    // The second arrives first: order is by number, not by arrival.
    for (const segment of [second, first]) {
      await uploadWhole(hub.url(), desk.token, segment);
    }
  });
  afterEach(() => hub.stop());

  const claim = () =>
    desk.client.commands.submit({
      commandId: randomUUID(),
      command: {
        kind: 'recordingRow',
        recording: aRecording({ recordingId, callId, byteLength: 1 }),
      },
    });
  const get = (token: string, what = 'audio', headers: Record<string, string> = {}) =>
    fetch(`${hub.url()}/recordings/${recordingId}/${what}`, {
      headers: { ...headers, authorization: `Bearer ${token}` },
    });
  const bytes = async (response: Response) => Buffer.from(await response.arrayBuffer());
  const as = async (workNo: string) => (await signInAt(hub.url(), workNo)).token;

  it('gives the decrypted sound of all segments in order to its agent and to the lead', async () => {
    await claim();
    for (const token of [desk.token, await as('2001')]) {
      const response = await get(token);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        200,
        'audio/ogg; codecs=opus',
      ]);
      expect((await bytes(response)).equals(whole)).toBe(true);
    }
  });

  it('is refused to a colleague, to the administrator and without a token', async () => {
    await claim();
    for (const workNo of ['1002', '9001']) {
      const token = await as(workNo);
      expect((await get(token)).status).toBe(403);
      expect((await get(token, 'timeline')).status).toBe(403);
    }
    expect((await get('made-up')).status).toBe(401);
  });

  it('is the lead’s alone until the desk has said whose recording it is', async () => {
    expect((await get(desk.token)).status).toBe(403);
    expect((await get(await as('2001'))).status).toBe(200);
  });

  it.each([
    ['bytes=0-99', 0, 100],
    ['bytes=2990-3010', 2990, 3011],
    ['bytes=5999-', 5999, 6000],
    ['bytes=-10', 5990, 6000],
    ['bytes=5000-99999', 5000, 6000],
  ])('answers the range %s', async (range, start, end) => {
    await claim();
    const response = await get(desk.token, 'audio', { range });
    expect([response.status, response.headers.get('content-range')]).toEqual([
      206,
      `bytes ${start}-${end - 1}/6000`,
    ]);
    expect((await bytes(response)).equals(whole.subarray(start, end))).toBe(true);
  });

  it('answers 416 to a range behind the end', async () => {
    await claim();
    const response = await get(desk.token, 'audio', { range: 'bytes=6000-' });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */6000']);
  });

  it('gives the timeline: both lanes and the marks', async () => {
    await claim();
    expect(await (await get(desk.token, 'timeline')).json()).toMatchObject({
      recordingId,
      stepMs: 100,
      agentPeaks: [10, 11, 12],
      citizenPeaks: [50, 51, 52],
      marks: [hold],
    });
  });

  it('gives nothing of a recording with one damaged part, and says so', async () => {
    await claim();
    const names = await readdir(join(hub.dataFolder, 'archive'), { recursive: true });
    const first = names.find((name) => name.endsWith('.0.hdseg')) ?? '';
    await damageByte(join(hub.dataFolder, 'archive', first), 0);
    const response = await get(desk.token);
    expect([response.status, await response.json()]).toEqual([422, { code: 'recording.damaged' }]);
    expect(hub.log.map((line) => line.event)).toContain('archive.notAsReceived');
  });

  it('answers 404 for a recording that is not there', async () => {
    const url = `${hub.url()}/recordings/${randomUUID()}/audio`;
    const response = await fetch(url, { headers: { authorization: `Bearer ${desk.token}` } });
    expect([response.status, await response.json()]).toEqual([404, { code: 'recording.notFound' }]);
  });

  it('takes no other method', async () => {
    const url = `${hub.url()}/recordings/${recordingId}/audio`;
    const headers = { authorization: `Bearer ${desk.token}` };
    expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(405);
  });

  it('keeps nothing of the sound in clear on the disk', async () => {
    await claim();
    expect((await get(desk.token)).status).toBe(200);
    const looked: string[] = [];
    for (const name of await readdir(hub.dataFolder, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const content = await readFile(join(name.parentPath, name.name));
      for (const part of sound) expect(content.includes(part.subarray(0, 32))).toBe(false);
      looked.push(name.name);
    }
    expect(looked).toContain('hub.db');
    expect(looked.filter((name) => name.endsWith('.hdseg'))).toHaveLength(2);
  });
});
