import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import type { EntryDraft } from '../../../src/shared/contract/knowledge/life-schemas.ts';
import { type SignedInDesk, signInAt } from '../../support/hub-client.ts';
import { aKnowledgeEntry, testSeed } from '../../support/hub-values.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { anEntryText } from '../../support/knowledge/entry-text.ts';

const seeded = { ...aKnowledgeEntry(), entryNo: 'K-0101', title: '停水通知' };

describe('knowledge that is written at a desk', () => {
  let desk: DeskWithHub;
  let lead: SignedInDesk;
  beforeEach(async () => {
    desk = await startDeskWithHub({ seed: { ...testSeed(), knowledge: [seeded] } });
    desk.hub.clock.advance(Date.now() - desk.hub.clock.now());
    await desk.signIn('1001');
    lead = await signInAt(desk.hub.url(), '2001');
  });
  afterEach(() => desk.stop());

  const api = () => desk.desk().knowledge;
  const draft = (): EntryDraft => ({
    kind: 'draft',
    commandId: randomUUID(),
    proposalId: randomUUID(),
    entryId: randomUUID(),
    base: 0,
    asks: { kind: 'text', text: anEntryText() },
    why: '市民常问',
  });
  const send = ({ commandId, ...written }: EntryDraft) =>
    api().propose({ commandId, act: { ...written, kind: 'propose' } });
  const found = async (text: string) =>
    (await api().search({ text, limit: 5 })).hits.map(({ entry }) => entry.entryNo);

  it('with the hub away what was typed stays here, through a restart, and is sent when it is back', async () => {
    const written = draft();
    await api().keepDraft(written);
    await api().keepDraft({ ...written, why: '市民常问，条目里没有' });
    desk.setOnline(false);
    const refused = send(written).then(
      () => null,
      (error: unknown) => fromWireError(error).code,
    );
    expect(await refused).toBe('hub.unreachable');
    await desk.restart();
    const { drafts } = await api().drafts();
    expect(drafts).toEqual([{ ...written, why: '市民常问，条目里没有' }]);
    desk.setOnline(true);
    await desk.signIn('1002');
    // Another person at this desk reads none of it.
    expect((await api().drafts()).drafts).toEqual([]);
    await desk.signIn('1001');
    await send(drafts[0] ?? written);
    await api().dropDraft({ proposalId: written.proposalId });
    expect((await lead.client.knowledge.proposals()).proposals).toMatchObject([
      { proposalId: written.proposalId, why: '市民常问，条目里没有' },
    ]);
    expect((await api().drafts()).drafts).toEqual([]);
  });

  it('an accepted entry is found at the desk, and one that is retired no more', async () => {
    const written = draft();
    await send(written);
    const { proposalId, entryId } = written;
    const accept = (text: ReturnType<typeof anEntryText> | null, of: string, over: number) =>
      lead.client.knowledge.decide({
        commandId: randomUUID(),
        act: { kind: 'accept', proposalId: of, text, over },
      });
    await accept(anEntryText(), proposalId, 0);
    await expect.poll(() => found('水箱清洗')).toEqual(['K-5001']);
    const retiring = { ...written, proposalId: randomUUID(), commandId: randomUUID(), base: 1 };
    await send({ ...retiring, asks: { kind: 'retire' } });
    await accept(null, retiring.proposalId, 1);
    await expect.poll(() => found('水箱清洗')).toEqual([]);
    expect((await api().versions({ entryId })).versions.map(({ version }) => version)).toEqual([
      2, 1,
    ]);
    expect((await api().due()).due).toEqual([]);
  });

  it('what is said of an entry and searched in vain reaches the lead once, also if the hub was away', async () => {
    desk.setOnline(false);
    await api().say({
      feedbackId: randomUUID(),
      entryId: seeded.entryId,
      version: 1,
      kind: 'missing',
      words: '没写联系电话',
      callId: null,
    });
    for (const text of ['水厂参观', '水厂参观', '02785550101']) await api().missed({ text });
    await desk.restart();
    desk.setOnline(true);
    await desk.signIn('1001');
    const complaints = () => lead.client.knowledge.complaints();
    await expect
      .poll(async () => (await complaints()).feedback, { timeout: 10_000 })
      .toMatchObject([{ entryNo: 'K-0101', count: 1, said: [{ words: '没写联系电话' }] }]);
    await expect
      .poll(async () => (await complaints()).misses, { timeout: 10_000 })
      .toMatchObject([{ text: '水厂参观', count: 2 }]);
  });

  it('the office’s words for searching hold at the desk as soon as they come', async () => {
    expect(await found('挺谁')).toEqual(['K-0101']);
    expect(await found('断流')).toEqual([]);
    const words = { same: [['断流', '停水']], wrong: [] };
    await lead.client.knowledge.putWords({ words, seen: 0 });
    await expect.poll(() => found('断流')).toEqual(['K-0101']);
    await lead.client.knowledge.putWords({ words: { same: [], wrong: [] }, seen: 1 });
    await expect.poll(() => found('断流')).toEqual([]);
    expect((await api().rules()).words).toEqual({ value: { same: [], wrong: [] }, version: 2 });
  });

  it('the office’s judged questions are asked of the desk’s own search', async () => {
    const questions = [
      { question: '停水', entryNos: ['K-0101'] },
      { question: '水厂参观', entryNos: ['K-0404'] },
    ];
    await lead.client.knowledge.putJudged({ judged: { questions }, seen: 0 });
    await expect.poll(async () => (await api().rules()).judged.version).toBe(1);
    await desk.signIn('2001');
    expect((await api().judge()).answers).toEqual([
      { question: '停水', entryNos: ['K-0101'], place: 1, first: 'K-0101' },
      { question: '水厂参观', entryNos: ['K-0404'], place: null, first: null },
    ]);
  });
});
