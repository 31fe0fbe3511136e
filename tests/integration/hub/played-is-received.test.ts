import { randomInt } from 'node:crypto';
import { mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { damages } from '../../support/archive-damage.ts';
import { type SignedInDesk, signInAt } from '../../support/hub-client.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { storeRecording } from '../../support/stored-recording.ts';

const parts = Array.from({ length: 8 }, (_, index) => `<part ${index}>`);
const whole = parts.join('');

describe('what the hub plays is what it has received', () => {
  let hub: RunningHub;
  let desk: SignedInDesk;
  let lead: SignedInDesk;
  beforeEach(async () => {
    hub = await startTestHub();
    desk = await signInAt(hub.url(), '1001');
    lead = await signInAt(hub.url(), '2001');
  });
  afterEach(() => hub.stop());

  /** A call with its recording in the archive; gives its id and where its file lies. */
  const aStoredRecording = async () => {
    const { recordingId, paths } = await storeRecording(hub, desk, [parts]);
    return { recordingId, path: paths[0] ?? '' };
  };
  const get = (recordingId: string, what: 'audio' | 'timeline', headers = {}) =>
    fetch(`${hub.url()}/recordings/${recordingId}/${what}`, {
      headers: { authorization: `Bearer ${lead.token}`, ...headers },
    });
  const hear = async (recordingId: string, headers = {}) => {
    const response = await get(recordingId, 'audio', headers);
    return { status: response.status, text: await response.text() };
  };
  /** What the lead's list has in these states, and what it says against it. */
  const list = async (...recordingStates: ('damaged' | 'synced')[]) => {
    const filter = { from: null, to: null, agentWorkNo: null, direction: null, text: '' };
    const asked = { ...filter, recordingStates, limit: 50, offset: 0 };
    const { items } = await lead.client.calls.list(asked);
    return items.map(({ recording }) => [recording?.recordingId, recording?.error]);
  };
  /** Neither the sound nor its time line is given, and the refusal says why. */
  const expectDamaged = async (recordingId: string) => {
    for (const response of [
      await get(recordingId, 'audio'),
      await get(recordingId, 'audio', { range: 'bytes=0-9' }),
      await get(recordingId, 'timeline'),
    ]) {
      expect(response.ok).toBe(false);
      expect(await response.json()).toEqual({ code: 'recording.damaged' });
    }
  };

  it('plays an untouched file whole', async () => {
    const { recordingId } = await aStoredRecording();
    expect(await hear(recordingId)).toEqual({ status: 200, text: whole });
  });

  it('says of a file that was found damaged so in the list and to who filters by it, until it was put back', async () => {
    const { recordingId, path } = await aStoredRecording();
    const whole = await readFile(path);
    expect(await list('damaged')).toEqual([]);
    await writeFile(path, whole.subarray(0, whole.byteLength - 9));
    await expectDamaged(recordingId);
    expect(await list('damaged')).toEqual([[recordingId, 'recording.damaged']]);
    expect(await list('synced')).toEqual([[recordingId, 'recording.damaged']]);
    await unlink(path);
    await expectDamaged(recordingId);
    expect(await list('damaged')).toHaveLength(1);
    await writeFile(path, whole);
    expect((await get(recordingId, 'timeline')).status).toBe(200);
    await expect.poll(() => list('damaged')).toEqual([]);
    expect(await list('synced')).toEqual([[recordingId, null]]);
  });

  it.each(damages)(
    'refuses a file with %s, and plays it again once it is mended',
    async (_, change) => {
      const { recordingId, path } = await aStoredRecording();
      const bytes = await readFile(path);
      await writeFile(path, change(bytes));
      await expectDamaged(recordingId);
      expect(hub.log.map((line) => line.event)).toContain('archive.notAsReceived');
      await writeFile(path, bytes);
      expect(await hear(recordingId)).toEqual({ status: 200, text: whole });
    },
  );

  it('refuses both of two files that were swapped', async () => {
    const first = await aStoredRecording();
    const second = await aStoredRecording();
    await rename(first.path, `${first.path}.kept`);
    await rename(second.path, first.path);
    await rename(`${first.path}.kept`, second.path);
    await expectDamaged(first.recordingId);
    await expectDamaged(second.recordingId);
  });

  it('refuses a file that was replaced by another recording of the same desk', async () => {
    const first = await aStoredRecording();
    const second = await aStoredRecording();
    await writeFile(first.path, await readFile(second.path));
    await expectDamaged(first.recordingId);
    expect((await hear(second.recordingId)).text).toBe(whole);
  });

  it('says that a missing file and one that cannot be read are damaged', async () => {
    const gone = await aStoredRecording();
    await unlink(gone.path);
    await expectDamaged(gone.recordingId);
    const folder = await aStoredRecording();
    await rm(folder.path);
    await mkdir(folder.path);
    await expectDamaged(folder.recordingId);
  });

  describe('of a recording of three files', () => {
    /** Makes it and gives where its files lie. */
    const aRecordingOfThree = () =>
      storeRecording(hub, desk, [parts.slice(0, 2), parts.slice(2, 4), parts.slice(4, 6)], {
        durationMs: 60_000,
      });
    const timelineOf = async (
      recordingId: string,
    ): Promise<{ flaws?: string[]; marks: object[] }> =>
      (await get(recordingId, 'timeline')).json();
    const without = (segment: number) =>
      parts
        .slice(0, 6)
        .filter((_, index) => Math.floor(index / 2) !== segment)
        .join('');

    it('says nothing of files that are as they came', async () => {
      const { recordingId } = await aRecordingOfThree();
      const { flaws, marks } = await timelineOf(recordingId);
      expect({ flaws, marks }).toEqual({ flaws: undefined, marks: [] });
    });

    it('leaves out one that is not what was received, plays the others, and says and marks what is gone', async () => {
      const { recordingId, paths } = await aRecordingOfThree();
      const bytes = await readFile(paths[1] ?? '');
      await writeFile(paths[1] ?? '', bytes.subarray(0, 200));
      expect(await hear(recordingId)).toEqual({ status: 200, text: without(1) });
      expect(await hear(recordingId, { range: 'bytes=16-' })).toEqual({
        status: 206,
        text: without(1).slice(16),
      });
      const { flaws, marks } = await timelineOf(recordingId);
      expect(flaws).toContain('damaged');
      expect(marks).toEqual([expect.objectContaining({ kind: 'gap' })]);
      expect(hub.log.map((line) => line.event)).toContain('archive.notAsReceived');
      await expect.poll(() => list('damaged')).toEqual([[recordingId, 'recording.damaged']]);
      await writeFile(paths[1] ?? '', bytes);
      expect((await timelineOf(recordingId)).flaws).toBeUndefined();
      await expect.poll(() => list('damaged')).toEqual([]);
    });

    it('marks the end as gone when the last one is missing', async () => {
      const { recordingId, paths } = await aRecordingOfThree();
      await unlink(paths[2] ?? '');
      expect(await hear(recordingId)).toEqual({ status: 200, text: without(2) });
      const { flaws, marks } = await timelineOf(recordingId);
      expect({ flaws, marks }).toEqual({
        flaws: ['damaged'],
        marks: [{ kind: 'gap', fromMs: 0, toMs: 60_000 }],
      });
    });

    it('plays nothing when the first one is gone, which holds the head of the stream', async () => {
      const { recordingId, paths } = await aRecordingOfThree();
      await unlink(paths[0] ?? '');
      await expectDamaged(recordingId);
    });
  });

  it('never plays as whole what is not what was received, whatever happens to the file', async () => {
    const seed = randomInt(2 ** 31);
    const random = randomOf(seed);
    const { recordingId, path } = await aStoredRecording();
    const bytes = await readFile(path);
    for (let round = 0; round < 150; round += 1) {
      const damaged = damagedAtRandom(bytes, random);
      await writeFile(path, damaged);
      const heard = await hear(recordingId);
      const isSame = damaged.equals(bytes);
      expect(heard.status === 200, `seed ${seed}, round ${round}`).toBe(isSame);
    }
  });
});

/** Numbers in [0, 1) that a seed repeats (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One to three changes: a byte set, a stretch removed, repeated, or moved. */
function damagedAtRandom(bytes: Buffer, random: () => number): Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  let out = Buffer.from(bytes);
  for (let change = below(3); change >= 0; change -= 1) {
    const from = below(out.byteLength);
    const to = from + below(out.byteLength - from + 1);
    const piece = out.subarray(from, to);
    const kind = below(4);
    if (kind === 0 && out.byteLength > 0) {
      out = Buffer.from(out);
      out[from] = below(256);
    }
    if (kind === 1) out = Buffer.concat([out.subarray(0, from), out.subarray(to)]);
    if (kind === 2) out = Buffer.concat([out.subarray(0, to), piece, out.subarray(to)]);
    if (kind === 3) out = Buffer.concat([piece, out.subarray(0, from), out.subarray(to)]);
  }
  return out;
}
