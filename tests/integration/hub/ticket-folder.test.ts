import { randomBytes, randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fetchExport, sha256 } from '../../support/export-orders.ts';
import { type SignedInDesk, codeOf, signInAt } from '../../support/hub-client.ts';
import { damageByte, makeSegment, uploadWhole } from '../../support/hub-upload.ts';
import { aCall, aRecording, aTicket, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const manifestSchema = z.looseObject({
  version: z.literal(1),
  ticketNo: z.string(),
  reason: z.string(),
  files: z.array(
    z.looseObject({
      path: z.string(),
      byteLength: z.number(),
      sha256: z.string(),
      subject: z.looseObject({ recordingId: z.string() }).optional(),
      flaw: z.string().optional(),
    }),
  ),
  missing: z.array(
    z.looseObject({
      reason: z.string(),
      words: z.string().min(4),
      subject: z.looseObject({ callId: z.string(), recordingId: z.string().nullable() }),
    }),
  ),
});

async function unzip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  const files = new Map<string, Buffer>();
  for (const entry of await zip.getEntries())
    if (!entry.directory)
      files.set(entry.filename, Buffer.from(await entry.getData(new Uint8ArrayWriter())));
  await zip.close();
  return files;
}

describe('a whole ticket as a folder', () => {
  const ticketId = randomUUID();
  /** Of a complaint about the lead, which is not hers or his to read. */
  const againstLead = randomUUID();
  /** Longer than what a line holds that nobody reads. */
  const whole = randomBytes(6_000_000);
  const partly = randomBytes(20_000);
  const ids = {
    whole: randomUUID(),
    partly: randomUUID(),
    damaged: randomUUID(),
    away: randomUUID(),
  };
  const callIds = {
    whole: randomUUID(),
    partly: randomUUID(),
    damaged: randomUUID(),
    away: randomUUID(),
    none: randomUUID(),
    missed: randomUUID(),
  };
  let hub: RunningHub;
  let lead: SignedInDesk;
  let agent: SignedInDesk;

  const submit = (command: Parameters<typeof agent.client.commands.submit>[0]['command']) =>
    agent.client.commands.submit({ commandId: randomUUID(), command });

  async function bring(name: 'whole' | 'partly' | 'damaged', sound: Buffer) {
    const [recordingId, callId] = [ids[name], callIds[name]];
    const segment = await makeSegment(agent.session.keys, {
      recordingId,
      callId,
      chunks: Array.from({ length: Math.ceil(sound.byteLength / 50_000) }, (_, index) => [
        { kind: 'audio' as const, bytes: sound.subarray(index * 50_000, (index + 1) * 50_000) },
      ]),
    });
    expect((await uploadWhole(hub.url(), agent.token, segment)).status).toBe(204);
    const { byteLength } = segment.bytes;
    await submit({
      kind: 'recordingRow',
      recording: aRecording({
        recordingId,
        callId,
        // Half of what the desk has is still there.
        byteLength: name === 'partly' ? 2 * byteLength : byteLength,
      }),
    });
  }

  beforeAll(async () => {
    const ticket = {
      ...aTicket(ticketId, 'SW20260612-0042'),
      content: '<script>alert(1)</script> 新华路积水',
      requesterName: '某女士',
      requesterNumber: '19900000123',
    };
    const against = { ...aTicket(againstLead, 'SW20260612-0043'), against: ['2001'] };
    hub = await startTestHub({ ...testSeed(), tickets: [ticket, against] });
    agent = await signInAt(hub.url(), '1001');
    lead = await signInAt(hub.url(), '2001');
    let startedAt = Date.UTC(2026, 5, 12, 7);
    for (const name of ['whole', 'partly', 'damaged', 'away', 'none', 'missed'] as const) {
      startedAt += 60_000;
      await submit({
        kind: 'callRecord',
        call: aCall({
          callId: callIds[name],
          startedAt,
          ticketIds: [ticketId],
          recordingId: name === 'none' || name === 'missed' ? null : ids[name],
          noRecordingReason: name === 'none' ? 'recording.diskFull' : null,
          ...(name === 'missed' ? { answeredAt: null, endReason: 'missed', talkMs: 0 } : {}),
        }),
      });
    }
    await bring('whole', whole);
    await bring('partly', partly);
    await bring('damaged', randomBytes(3000));
    const names = await readdir(join(hub.dataFolder, 'archive'), { recursive: true });
    const file = names.find((name) => name.includes(ids.damaged)) ?? '';
    await damageByte(join(hub.dataFolder, 'archive', file), 0);
  });
  afterAll(() => hub.stop());

  const order = async (by = lead, patch: { ticketId?: string; reason?: string } = {}) =>
    (await by.client.exports.folder({ ticketId, reason: '复核举证', ...patch })).exportId;
  const url = (exportId: string) => `${hub.url()}/exports/${exportId}`;
  const audit = async (subjectId: string) => {
    const { lines } = await lead.client.audit.list({
      before: null,
      from: null,
      to: null,
      action: null,
      workNo: null,
      deskId: null,
      subjectId,
      limit: 20,
    });
    return lines.map(({ action, workNo, code, detail, count }) => ({
      action,
      workNo,
      code,
      detail,
      count,
    }));
  };
  const fetched = async () => {
    const exportId = await order();
    const { bytes, end } = await fetchExport(url(exportId), lead.token);
    const files = await unzip(bytes);
    const manifest = manifestSchema.parse(
      JSON.parse(files.get('manifest.json')?.toString('utf8') ?? ''),
    );
    return { exportId, bytes, end, files, manifest };
  };

  it('holds ticket, page and sound, and its manifest tells the truth of every file', async () => {
    const { bytes, end, files, manifest } = await fetched();
    expect(end).toMatchObject({
      fileName: '工单-SW20260612-0042.zip',
      byteLength: bytes.byteLength,
      sha256: sha256(bytes),
      rows: files.size,
    });
    const told = manifest.files.map(({ path, byteLength, sha256: hash }) => [
      path,
      byteLength,
      hash,
    ]);
    const real = [...files]
      .filter(([path]) => path !== 'manifest.json')
      .map(([path, content]) => [path, content.byteLength, sha256(content)]);
    expect(told).toEqual(real);
    const soundOf = (recordingId: string) => {
      const path = manifest.files.find(({ subject }) => subject?.recordingId === recordingId)?.path;
      return files.get(path ?? '');
    };
    expect(soundOf(ids.whole)?.equals(whole)).toBe(true);
    expect(soundOf(ids.partly)?.equals(partly)).toBe(true);
    expect(manifest).toMatchObject({ ticketNo: 'SW20260612-0042', reason: '复核举证' });
  });

  it('is, byte for byte, what listening gives', async () => {
    const { files, manifest } = await fetched();
    const path = manifest.files.find(({ subject }) => subject?.recordingId === ids.whole)?.path;
    const heard = await fetch(`${hub.url()}/recordings/${ids.whole}/audio`, {
      headers: { authorization: `Bearer ${lead.token}` },
    });
    expect(files.get(path ?? '')?.equals(Buffer.from(await heard.arrayBuffer()))).toBe(true);
  });

  it('names what is missing or not whole, each with its reason, also on the page', async () => {
    const { files, manifest } = await fetched();
    const gaps = manifest.missing.map(({ subject, reason }) => [subject.callId, reason]);
    expect(gaps).toEqual([
      [callIds.damaged, 'damaged'],
      [callIds.away, 'notUploaded'],
      [callIds.none, 'notRecorded'],
    ]);
    const flaws = manifest.files.flatMap(({ subject, flaw }) =>
      subject ? [[subject.recordingId, flaw]] : [],
    );
    expect(flaws).toEqual([
      [ids.whole, undefined],
      [ids.partly, 'partlyUploaded'],
    ]);
    const html = files.get('ticket.html')?.toString('utf8') ?? '';
    for (const { words } of manifest.missing) expect(html).toContain(words);
  });

  it('has a page that loads nothing and runs nothing, whatever was typed', async () => {
    const { files } = await fetched();
    const html = files.get('ticket.html')?.toString('utf8') ?? '';
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; 新华路积水');
    expect(html).not.toMatch(/<script|https?:|url\(/);
    expect(html).toContain('SW20260612-0042');
    const sources = [...html.matchAll(/src="([^"]*)"/g)].map(([, source]) => source);
    expect(sources).toHaveLength(2);
    for (const source of sources) expect([...files.keys()]).toContain(source);
    const json: unknown = JSON.parse(files.get('ticket.json')?.toString('utf8') ?? '');
    expect(json).toMatchObject({ version: 1, ticket: { ticketId, requesterName: '某女士' } });
  });

  it('is in the audit with its reason, and so is each recording that was heard', async () => {
    const heardTimes = async () =>
      (await audit(ids.whole))
        .filter(({ action }) => action === 'listened')
        .reduce((sum, { count }) => sum + count, 0);
    const before = await heardTimes();
    const { exportId, end } = await fetched();
    const [ended, begun] = await audit(exportId);
    expect(begun).toMatchObject({ action: 'ticketsExported', workNo: '2001' });
    expect(begun?.detail).toContain('事由：复核举证；工单：SW20260612-0042');
    expect(ended?.detail).toContain(`SHA-256：${end?.sha256}`);
    expect(await heardTimes()).toBe(before + 1);
  });

  it('is in the audit without the name of the citizen, also where the reason says it', async () => {
    const exportId = await order(lead, { reason: '答复某女士 19900000123' });
    expect((await audit(exportId))[0]?.detail).toContain('事由：答复某** 199****0123；');
  });

  it('is for the lead alone, of a ticket that there is and that she or he may read, with a reason', async () => {
    expect(await codeOf(order(lead, { ticketId: againstLead }))).toBe('ticket.notFound');
    expect(await codeOf(order(agent))).toBe('hub.forbidden');
    expect(await codeOf(order(lead, { reason: ' ' }))).toBe('input.invalid');
    expect(await codeOf(order(lead, { ticketId: randomUUID() }))).toBe('ticket.notFound');
    const exportId = await order();
    expect((await fetchExport(url(exportId), agent.token)).status).toBe(404);
  });

  it('that is cut off is no file, and the audit says so', async () => {
    const exportId = await order();
    const response = await fetch(url(exportId), {
      headers: { authorization: `Bearer ${lead.token}` },
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect
      .poll(async () => (await audit(exportId))[0])
      .toMatchObject({ action: 'exportEnded', code: 'export.cut' });
  });
});
