import { beforeEach, describe, expect, it } from 'vitest';
import { settleWaiting } from '../../../../../src/hub/areas/city/city-link.ts';
import type { IncomingFile } from '../../../../../src/hub/areas/city/city-platform.ts';
import { receiveCity, tryAgain } from '../../../../../src/hub/areas/city/receive.ts';
import { fileFaultText } from '../../../../../src/hub/areas/city/tell-files.ts';
import { letGoUnused } from '../../../../../src/hub/areas/attachments/receive-attachment.ts';
import {
  type CityBench,
  aCityMessage,
  aDispatch,
  enveloped,
  openCityBench,
} from '../../../../support/city-bench.ts';
import { realFiles } from '../../../../support/real-files.ts';

const png = realFiles['image/png'];
const pdf = realFiles['application/pdf'];
const dayMs = 24 * 3_600_000;

let bench: CityBench;
const changes = { notify: () => {}, onChange: () => {} };
beforeEach(async () => {
  bench = await openCityBench();
});

describe('files that the city sends', () => {
  const incoming = (fileName: string, bytes: Buffer): IncomingFile => {
    return { fileName, bytes, sha256: null, link: '', fault: null };
  };
  const receive = (message: Parameters<typeof enveloped>[0], files: readonly IncomingFile[]) =>
    receiveCity(bench.deps, { ...enveloped(message), files });
  const attached = async () => (await bench.ticketBy())?.work?.attachments ?? [];

  it('wait with their message for its ticket, however long, and are then its own', async () => {
    const early = aCityMessage({ kind: 'rejected', reason: '请补充' });
    await receive(early, [incoming('现场.png', png)]);
    const [line] = await bench.ledger('in');
    expect(line).toMatchObject({ state: 'waiting', files: [{ state: 'waiting' }] });
    bench.advance(60 * dayMs);
    await letGoUnused(bench.deps);
    const attachmentId = line?.files[0]?.attachmentId ?? '';
    expect(await bench.store.attachments.get(attachmentId)).toMatchObject({ attachedAt: null });
    bench.city.unknown.add('drainage.blockage');
    const dispatch = aDispatch();
    await receive(dispatch, [incoming('报修.png', png)]);
    expect(await bench.ticketBy()).toBeNull();
    bench.city.unknown.clear();
    await tryAgain(bench.deps, (await bench.ledger('in')).at(-1)?.exchangeId ?? '');
    expect(await attached()).toMatchObject([{ fileName: '报修.png', fromCity: true }]);
    const ticket = await bench.ticketBy();
    const [of] = await attached();
    expect(await bench.store.attachments.get(of?.attachmentId ?? '')).toMatchObject({
      ticketId: ticket?.ticketId,
    });
  });

  it('without a byte in it is none: the ticket that bore it would be readable for no desk', async () => {
    await receive(aDispatch(), [incoming('现场.jpg', Buffer.alloc(0)), incoming('现场.png', png)]);
    expect(await attached()).toMatchObject([{ fileName: '现场.png' }]);
    const [line] = await bench.ledger('in');
    expect(line?.files).toMatchObject([
      { state: 'refused', detail: 'empty', fileName: '现场.jpg' },
      { state: 'done' },
    ]);
    expect(fileFaultText('empty')).toMatch(/空文件/);
  });

  it('that the disk does not take are said to be missing, and the message goes on', async () => {
    const write = () => Promise.reject(new Error('EIO'));
    const deps = { ...bench.deps, attachments: { ...bench.deps.attachments, write } };
    const files = [incoming('现场.png', png)];
    await receiveCity(deps, { ...enveloped(aDispatch()), files });
    const ticket = await bench.ticketBy();
    expect(ticket?.course.map(({ note }) => note).join('\n')).toMatch(/附件未收：现场.png（/);
    const [line] = await bench.ledger('in');
    expect(line).toMatchObject({ state: 'done', files: [{ state: 'refused', detail: 'notKept' }] });
  });

  it('of a message that came before are neither judged nor kept again', async () => {
    const dispatch = aDispatch();
    await receive(dispatch, [incoming('现场.png', png)]);
    await receive(dispatch, [incoming('现场.png', png)]);
    expect(bench.deps.attachments.count()).toBe(1);
  });

  it('come onto a ticket that was dispatched before, the same one not twice', async () => {
    await receive(aDispatch(), [incoming('现场.png', png)]);
    const again = [incoming('现场.png', png), incoming('单据.pdf', pdf)];
    const { ticketId: changed } = (await bench.ticketBy()) ?? {};
    expect(await receive(aDispatch(), again)).toMatchObject({
      state: 'done',
      fault: { reason: 'known' },
      changed,
    });
    expect(await attached()).toMatchObject([{ fileName: '现场.png' }, { fileName: '单据.pdf' }]);
    expect((await bench.ticketBy())?.revision).toBe(2);
    await receive(aDispatch(), again);
    expect((await bench.ticketBy())?.revision).toBe(2);
    bench.advance(8 * dayMs);
    await letGoUnused(bench.deps);
    expect(bench.deps.attachments.count()).toBe(2);
    await settleWaiting({ ...bench.deps, changes });
  });

  it('go with a message that the city has itself overtaken', async () => {
    await receive(aDispatch(), []);
    const { ticketId = '' } = (await bench.ticketBy()) ?? {};
    const reply = { kind: 'reply', text: '已告知', channel: 'city' } as const;
    await bench.act(ticketId, 'agent', { kind: 'sign' });
    await bench.act(ticketId, 'agent', { kind: 'selfHandle' });
    const close = { kind: 'close', changes: { answer: '已告知' }, closeAs: 'selfHandled' } as const;
    await bench.act(ticketId, 'agent', close);
    await bench.act(ticketId, 'agent', reply);
    const rework = aCityMessage({ kind: 'rework', reason: '未解决', dueAt: null });
    await receive(aCityMessage({ kind: 'confirmed' }), []);
    await receive(rework, [incoming('现场.png', png)]);
    expect((await bench.ledger('in')).at(-1)).toMatchObject({
      state: 'refused',
      files: [{ state: 'refused', detail: 'overtaken' }],
    });
    expect(await attached()).toEqual([]);
    bench.advance(8 * dayMs);
    await letGoUnused(bench.deps);
    expect(bench.deps.attachments.count()).toBe(0);
  });

  it('that are not what their message says they are wait for somebody', async () => {
    const lying = { ...incoming('现场.png', png), sha256: 'f'.repeat(64) };
    await receive(aDispatch(), [lying]);
    expect((await bench.ledger('in'))[0]).toMatchObject({
      state: 'done',
      files: [{ state: 'refused', detail: 'hash' }],
    });
    expect(await bench.store.exchanges.troubles()).toMatchObject({ count: 1 });
    expect(bench.deps.attachments.count()).toBe(0);
  });
});
