import { createHash, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { sendAgain } from '../../../../../src/hub/areas/city/send-again.ts';
import { deliverDue, readReport } from '../../../../../src/hub/areas/city/send.ts';
import { settleExchange } from '../../../../../src/hub/areas/city/settle-exchange.ts';
import type { AttachedFile } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { type CityBench, aDispatch, openCityBench } from '../../../../support/city-bench.ts';
import { assignIt, resultOfIt } from '../../../../support/course-ticket.ts';
import { realFiles } from '../../../../support/real-files.ts';

const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const png = realFiles['image/png'];
const pdf = realFiles['application/pdf'];

let bench: CityBench;
const changes = { notify: () => {}, onChange: () => {} };
beforeEach(async () => {
  bench = await openCityBench();
});

describe('files that go with a result', () => {
  let ticketId: string;
  const deliver = () => deliverDue(bench.deps, new AbortController().signal);
  /** Stored at the hub as an upload is, with these bytes. */
  const stored = async (fileName: string, bytes: Buffer): Promise<AttachedFile> => {
    const { store, attachments } = bench.deps;
    const attachmentId = randomUUID();
    const mediaType = bytes === pdf ? 'application/pdf' : 'image/png';
    const row = {
      attachmentId,
      ticketId,
      userId: 'u',
      createdAt: 0,
      byteLength: bytes.byteLength,
      sha256: hashOf(bytes),
      received: bytes.byteLength,
      fileId: randomUUID(),
      ...attachments.newKey(),
      mediaType,
      attachedAt: 0,
      refusedAt: null,
    } as const;
    await store.attachments.insert(row);
    await attachments.write(row, 0, bytes);
    return { attachmentId, fileName, mediaType, byteLength: bytes.byteLength, sha256: row.sha256 };
  };
  const chunk = Buffer.concat([
    Buffer.from('00000006', 'hex'),
    Buffer.from('tEXtGPS 30'),
    Buffer.alloc(4),
  ]);
  const telling = Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
  const replied = async (files: readonly AttachedFile[]) => {
    await bench.act(ticketId, 'agent', { kind: 'sign' });
    await bench.act(ticketId, 'agent', assignIt);
    await bench.act(ticketId, 'department', { kind: 'departmentSign' });
    const attach = { kind: 'attach', forWhat: 'evidence', isForDepartment: false } as const;
    await bench.act(ticketId, 'department', { ...attach, files });
    await bench.act(ticketId, 'department', resultOfIt);
    await bench.act(ticketId, 'agent', { kind: 'auditPass' });
    const call = { kind: 'callback', contact: 'reached', note: '' } as const;
    await bench.act(ticketId, 'agent', { ...call, solved: 'solved', satisfaction: 4 });
    const cityFiles = files.map(({ attachmentId }) => attachmentId);
    await bench.act(ticketId, 'agent', {
      kind: 'reply',
      text: '已疏通',
      channel: 'city',
      cityFiles,
    });
    // What was to be told before the result.
    bench.advance(1000);
  };
  const result = async () => {
    const line = (await bench.ledger('out')).at(-1);
    if (!line) throw new Error('nothing was to be told');
    return line;
  };
  const notes = async () =>
    (await bench.store.tickets.get(ticketId))?.course.map(({ note }) => note) ?? [];
  beforeEach(async () => {
    await bench.receive(aDispatch());
    ({ ticketId = '' } = (await bench.ticketBy()) ?? {});
  });

  it('are listed in the ledger, leave without what they tell beside the picture, and stay as they are', async () => {
    const files = [await stored('现场.png', telling), await stored('单据.pdf', pdf)];
    await replied(files);
    const waiting = await result();
    expect(waiting.files).toMatchObject([
      { fileName: '现场.png', sha256: hashOf(telling), state: 'waiting' },
      { fileName: '单据.pdf', byteLength: pdf.byteLength, state: 'waiting' },
    ]);
    expect(readReport(waiting.raw)).toMatchObject({ files });
    await deliver();
    const sent = bench.city.along().at(-1) ?? [];
    expect(sent.map(({ bytes }) => hashOf(bytes))).toEqual([hashOf(png), hashOf(pdf)]);
    const done = await result();
    expect(done).toMatchObject({ state: 'done', reason: null });
    expect(done.files).toMatchObject([
      { sha256: hashOf(png), byteLength: png.byteLength, state: 'done' },
      { sha256: hashOf(pdf), state: 'done' },
    ]);
    const row = await bench.store.attachments.get(files[0]?.attachmentId ?? '');
    expect(row && hashOf(await bench.deps.attachments.read(row, 0))).toBe(hashOf(telling));
  });

  it('that the city does not want hold up no result: ledger and course say so, once', async () => {
    const [wanted, unwanted] = [await stored('现场.png', png), await stored('单据.pdf', pdf)];
    await replied([wanted, unwanted]);
    const refusedFiles = { [unwanted.attachmentId]: 'HTTP 415 unwanted' };
    bench.city.answerWith({ kind: 'taken', refusedFiles });
    await deliver();
    const line = await result();
    expect(line.state).toBe('done');
    expect(line.files.map(({ state, detail }) => [state, detail])).toEqual([
      ['done', ''],
      ['refused', 'HTTP 415 unwanted'],
    ]);
    expect((await notes()).at(-1)).toBe(
      '报送市级平台的附件未送达（结果已送达）：单据.pdf（对方答复“HTTP 415 unwanted”）',
    );
    expect(await bench.store.exchanges.troubles()).toMatchObject({ count: 1 });
    const lead = await bench.signedIn('2001', 'lead');
    const again = { store: bench.store, clock: bench.clock, changes };
    await sendAgain(again, lead, line.exchangeId);
    await deliver();
    const told = await notes();
    expect(told.filter((note) => note.includes('单据.pdf（'))).toHaveLength(1);
    bench.city.answerWith({ kind: 'taken' });
    await sendAgain(again, lead, line.exchangeId);
    await deliver();
    expect((await notes()).at(-1)).toBe('先前未送达的附件已送达市级平台：单据.pdf');
    expect(await bench.store.exchanges.troubles()).toMatchObject({ count: 0 });
    // The report itself has been the same all the time.
    expect(bench.city.taken().filter(({ kind }) => kind === 'resultSubmitted')).toHaveLength(1);
    await sendAgain(again, lead, line.exchangeId);
    expect((await result()).state).toBe('done');
  });

  it('that was looked after is nobody’s trouble any more', async () => {
    const file = await stored('现场.png', png);
    await replied([file]);
    bench.city.answerWith({ kind: 'taken', refusedFiles: { [file.attachmentId]: 'tooLong' } });
    await deliver();
    const lead = await bench.signedIn('2001', 'lead');
    const { exchangeId } = await result();
    await settleExchange(bench, lead, { exchangeId, reason: '已另行报送' });
    expect(await bench.store.exchanges.troubles()).toMatchObject({ count: 0 });
  });

  it('withdrawn, damaged or not to be cleaned do not leave', async () => {
    const files = [
      await stored('撤回.pdf', pdf),
      await stored('损坏.png', png),
      await stored('不完整.png', png.subarray(0, -3)),
    ];
    await replied(files);
    await bench.act(ticketId, 'department', {
      kind: 'detach',
      attachmentId: files[0]?.attachmentId ?? '',
      reason: '有误',
    });
    const row = await bench.store.attachments.get(files[1]?.attachmentId ?? '');
    if (row) await bench.deps.attachments.write(row, 0, Buffer.from('other'));
    await deliver();
    expect(bench.city.along().at(-1)).toEqual([]);
    expect((await result()).files.map(({ detail }) => detail)).toEqual([
      'withdrawn',
      'damaged',
      'notClean',
    ]);
  });
});
