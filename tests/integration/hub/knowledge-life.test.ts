import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bringIntoForce } from '../../../src/hub/areas/knowledge/knowledge-clock.ts';
import { correctKnowledge } from '../../../src/hub/areas/knowledge/correct-knowledge.ts';
import { createChangeSignal } from '../../../src/hub/areas/replica/change-signal.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { fromWireError } from '../../../src/shared/contract/base.ts';
import { contractHeader } from '../../../src/shared/contract/since.ts';
import type { EntryText } from '../../../src/shared/domain/knowledge/entry-text.ts';
import { noWork } from '../../../src/shared/domain/tickets/ticket-work.ts';
import { hubClient, type SignedInDesk, signInAt } from '../../support/hub-client.ts';
import { aKnowledgeEntry, aTicket, testSeed } from '../../support/hub-values.ts';
import { anEntryText } from '../../support/knowledge/entry-text.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const dayMs = 86_400_000;
const seeded = aKnowledgeEntry();
const reworked = {
  ...aTicket(),
  citations: [
    { entryId: seeded.entryId, entryNo: seeded.entryNo, version: 1, title: seeded.title },
  ],
  work: { ...noWork, reworks: 1 },
};

let hub: RunningHub;
let agent: SignedInDesk;
let other: SignedInDesk;
let lead: SignedInDesk;
beforeEach(async () => {
  hub = await startTestHub({ ...testSeed(), knowledge: [seeded], tickets: [reworked] });
  [agent, other, lead] = [
    await signInAt(hub.url(), '1001'),
    await signInAt(hub.url(), '1002'),
    await signInAt(hub.url(), '2001'),
  ];
});
afterEach(() => hub.stop());

const codeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'in',
    (error: unknown) => fromWireError(error).code,
  );
const propose = async (
  text: EntryText,
  { entryId, base, desk = agent }: { entryId: string; base: number; desk?: SignedInDesk },
) => {
  const proposalId = randomUUID();
  const asks = { kind: 'text', text } as const;
  const act = { kind: 'propose', proposalId, entryId, base, asks, why: '市民常问' } as const;
  await desk.client.knowledge.propose({ commandId: randomUUID(), act });
  return proposalId;
};
const accept = (proposalId: string, over: number, text: EntryText | null = anEntryText()) =>
  lead.client.knowledge.decide({
    commandId: randomUUID(),
    act: { kind: 'accept', proposalId, text, over },
  });
const told = async (client = agent.client, since = 0) => {
  const { changes } = await client.changes.pull({ since, limit: 100 });
  return changes.flatMap((change) => (change.entity === 'knowledge' ? [change.body] : []));
};

describe('knowledge that the office writes', () => {
  it('an agent proposes, the lead accepts with a change, every desk hears of the next version', async () => {
    const { entryId } = seeded;
    const proposalId = await propose(anEntryText(), { entryId, base: 1 });
    expect((await lead.client.knowledge.proposals()).proposals).toMatchObject([
      { proposalId, state: 'proposed', byWorkNo: '1001', base: 1 },
    ]);
    expect(await told()).toEqual([seeded]);
    await accept(proposalId, 1, anEntryText({ title: '水箱清洗周期' }));
    expect(await told(other.client)).toMatchObject([
      {
        entryId,
        entryNo: seeded.entryNo,
        version: 2,
        title: '水箱清洗周期',
        written: { proposedBy: '1001', acceptedBy: '2001', why: '市民常问', isRetired: false },
      },
    ]);
    const { lines } = await lead.client.audit.list({
      before: null,
      from: null,
      to: null,
      action: null,
      workNo: null,
      deskId: null,
      subjectId: entryId,
      limit: 10,
    });
    expect(lines.map(({ action, workNo }) => [action, workNo])).toEqual([
      ['knowledgeSet', '2001'],
      ['knowledgeProposed', '1001'],
    ]);
  });

  it('sees the own proposals alone, and does nothing to others', async () => {
    const proposalId = await propose(anEntryText(), { entryId: randomUUID(), base: 0 });
    expect((await other.client.knowledge.proposals()).proposals).toEqual([]);
    const withdraw = { commandId: randomUUID(), act: { kind: 'withdraw', proposalId } } as const;
    expect(await codeOf(other.client.knowledge.propose(withdraw))).toBe('knowledge.decided');
    const act = { kind: 'sendBack', proposalId, reason: '请补充依据' } as const;
    const decide = { commandId: randomUUID(), act };
    expect(await codeOf(agent.client.knowledge.decide(decide))).toBe('hub.forbidden');
    await lead.client.knowledge.decide({ ...decide, commandId: randomUUID() });
    expect((await agent.client.knowledge.proposals()).proposals[0]?.course.at(-1)).toMatchObject({
      kind: 'sentBack',
      words: '请补充依据',
      byWorkNo: '2001',
    });
  });

  it('an answer that was lost is given again, and makes no second version', async () => {
    const proposalId = await propose(anEntryText(), { entryId: seeded.entryId, base: 1 });
    const act = { kind: 'accept', proposalId, text: anEntryText(), over: 1 } as const;
    const asked = { commandId: randomUUID(), act };
    for (const _ of [1, 2, 3]) await lead.client.knowledge.decide(asked);
    const versions = await lead.client.knowledge.versions({ entryId: seeded.entryId });
    expect(versions.versions.map(({ version }) => version)).toEqual([2, 1]);
    const changed = { ...asked, act: { ...act, text: anEntryText({ title: '别的' }) } };
    expect(await codeOf(lead.client.knowledge.decide(changed))).toBe('input.invalid');
  });

  it('a version that the lead has not seen is not written over', async () => {
    const { entryId } = seeded;
    const first = await propose(anEntryText(), { entryId, base: 1 });
    const second = await propose(anEntryText(), { entryId, base: 1, desk: other });
    await accept(first, 1);
    expect(await codeOf(accept(second, 1))).toBe('knowledge.conflict');
    await accept(second, 2, anEntryText({ title: '第三版' }));
    expect(await told()).toMatchObject([{ version: 3, title: '第三版' }]);
  });

  it('new entries have numbers of the office’s own, one after the other', async () => {
    for (const title of ['一', '二']) {
      const proposalId = await propose(anEntryText({ title }), { entryId: randomUUID(), base: 0 });
      await accept(proposalId, 0, anEntryText({ title }));
    }
    const entries = await told();
    expect(entries.slice(1).map(({ entryNo, version }) => [entryNo, version])).toEqual([
      ['K-5001', 1],
      ['K-5002', 1],
    ]);
  });

  it('a version of a later day waits at the hub until then; what a call was told stays what it was', async () => {
    const { entryId } = seeded;
    const calledAt = hub.clock.now();
    const from = calledAt + 10 * dayMs;
    const text = anEntryText({ validFrom: from, title: '十日后' });
    hub.clock.advance(1000);
    await accept(await propose(text, { entryId, base: 1 }), 1, text);
    expect(await told()).toEqual([seeded]);
    const titleAt = async (at: number) =>
      (await agent.client.knowledge.asOf({ entryId, at })).entry?.title ?? null;
    expect([await titleAt(calledAt), await titleAt(from - 1), await titleAt(from)]).toEqual([
      seeded.title,
      seeded.title,
      '十日后',
    ]);
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    const changes = createChangeSignal();
    try {
      expect(await bringIntoForce({ store, clock: hub.clock, changes })).toBe(0);
      hub.clock.advance(from - hub.clock.now());
      expect(await bringIntoForce({ store, clock: hub.clock, changes })).toBe(1);
      expect(await bringIntoForce({ store, clock: hub.clock, changes })).toBe(0);
    } finally {
      await store.close();
    }
    const { client } = await signInAt(hub.url(), '1001');
    expect(await told(client)).toMatchObject([{ version: 2, title: '十日后', validFrom: from }]);
    expect((await client.knowledge.asOf({ entryId, at: calledAt })).entry).toEqual(seeded);
  });

  it('what is retired is told to nobody from then on, and can be read for ever', async () => {
    const { entryId } = seeded;
    const calledAt = hub.clock.now();
    const proposalId = randomUUID();
    const act = {
      kind: 'propose',
      proposalId,
      entryId,
      base: 1,
      asks: { kind: 'retire' },
      why: '规定已废止',
    } as const;
    await agent.client.knowledge.propose({ commandId: randomUUID(), act });
    hub.clock.advance(60_000);
    await accept(proposalId, 1, null);
    const [entry] = await told();
    expect(entry).toMatchObject({ validUntil: hub.clock.now(), written: { isRetired: true } });
    expect((await agent.client.knowledge.asOf({ entryId, at: hub.clock.now() })).entry).toBeNull();
    expect((await agent.client.knowledge.asOf({ entryId, at: calledAt })).entry).toEqual(seeded);
  });

  it('no release writes over what the office has written, whatever version it brings', async () => {
    const { entryId } = seeded;
    await accept(await propose(anEntryText(), { entryId, base: 1 }), 1);
    const own = await told();
    const store = await openStore(join(hub.dataFolder, 'hub.db'));
    try {
      const supplied = { ...aKnowledgeEntry(entryId, 9), title: '随程序更新' };
      await correctKnowledge(store, [supplied], hub.clock.now());
    } finally {
      await store.close();
    }
    expect(await told()).toEqual(own);
    await hub.restart();
    const { client } = await signInAt(hub.url(), '1001');
    expect(await told(client)).toEqual(own);
  });

  it('a desk of before gets entries as before', async () => {
    await accept(await propose(anEntryText(), { entryId: seeded.entryId, base: 1 }), 1);
    const page = await fetch(`${hub.url()}/api/changes?since=0&limit=100`, {
      headers: { authorization: `Bearer ${agent.token}`, [contractHeader]: '2' },
    });
    const text = await page.text();
    expect(text).toContain('二次供水水箱多久清洗一次');
    expect(text).not.toContain('"written"');
  });
});

describe('what speaks against entries', () => {
  it('is listed for the lead, the most frequent first, and gone once it is settled or a new version is there', async () => {
    const { entryId } = seeded;
    const say = (words: string, feedbackId: string = randomUUID()) =>
      agent.client.knowledge.say({
        feedbackId,
        entryId,
        version: 1,
        kind: 'wrong',
        words,
        callId: null,
      });
    const twice = randomUUID();
    await say('时限不对', twice);
    await say('时限不对', twice);
    await say('电话打不通');
    const report = {
      reportId: randomUUID(),
      misses: [
        { text: '二供水箱', count: 2 },
        { text: '02785550101', count: 9 },
        { text: '水厂 参观', count: 5 },
      ],
    };
    await agent.client.knowledge.missed(report);
    await agent.client.knowledge.missed(report);
    await other.client.knowledge.missed({
      reportId: randomUUID(),
      misses: [{ text: '二供水箱', count: 4 }],
    });
    const found = await lead.client.knowledge.complaints();
    expect(found.feedback).toMatchObject([
      { entryNo: seeded.entryNo, version: 1, count: 2, said: [{ byWorkNo: '1001' }, {}] },
    ]);
    expect(found.misses.map(({ text, count }) => [text, count])).toEqual([
      ['二供水箱', 6],
      ['水厂 参观', 5],
    ]);
    expect(found.reworked).toMatchObject([
      { entryNo: seeded.entryNo, version: 1, count: 1, ticketNos: [reworked.ticketNo] },
    ]);
    await lead.client.knowledge.settle({ kind: 'miss', text: '二供水箱' });
    await accept(await propose(anEntryText(), { entryId, base: 1 }), 1);
    const after = await lead.client.knowledge.complaints();
    expect(after.misses.map(({ text }) => text)).toEqual(['水厂 参观']);
    expect(after.feedback).toEqual([]);
    expect(await codeOf(agent.client.knowledge.complaints())).toBe('hub.forbidden');
    const unknown = { feedbackId: randomUUID(), version: 7, kind: 'missing', words: '缺' } as const;
    expect(await codeOf(agent.client.knowledge.say({ ...unknown, entryId, callId: null }))).toBe(
      'knowledge.notFound',
    );
  });
});

describe('what everybody must have read', () => {
  it('is confirmed once by each, and the lead sees who has not; a newer version is to be read again', async () => {
    const { entryId } = seeded;
    const mark = (version: number | null) =>
      lead.client.knowledge.markMustRead({ entryId, version });
    const confirm = (desk: SignedInDesk, version: number) =>
      desk.client.knowledge.confirmRead({ entryId, version });
    const seenBy = async (desk: SignedInDesk) => (await desk.client.knowledge.mustRead()).items;
    expect(await codeOf(mark(7))).toBe('knowledge.notFound');
    expect(await codeOf(confirm(agent, 1))).toBe('knowledge.notFound');
    await mark(1);
    await mark(1);
    expect(await seenBy(agent)).toMatchObject([
      { entryId, version: 1, title: seeded.title, readAt: null, readers: [] },
    ]);
    const at = hub.clock.now();
    await confirm(agent, 1);
    hub.clock.advance(1000);
    await confirm(agent, 1);
    expect((await seenBy(agent))[0]?.readAt).toBe(at);
    expect((await seenBy(other))[0]?.readAt).toBeNull();
    const readers = async () =>
      (await seenBy(lead))[0]?.readers.map(({ workNo, at: readAt }) => [workNo, readAt]);
    expect(await readers()).toContainEqual(['1001', at]);
    expect(await readers()).toContainEqual(['1002', null]);
    // Those who have not come first.
    expect((await readers())?.at(-1)).toEqual(['1001', at]);
    await accept(await propose(anEntryText(), { entryId, base: 1 }), 1);
    await mark(2);
    expect(await seenBy(agent)).toMatchObject([{ version: 2, readAt: null }]);
    expect(await codeOf(confirm(agent, 1))).toBe('knowledge.notFound');
    await mark(null);
    expect(await seenBy(agent)).toEqual([]);
    expect(await codeOf(agent.client.knowledge.markMustRead({ entryId, version: 2 }))).toBe(
      'hub.forbidden',
    );
    const { lines } = await lead.client.audit.list({
      before: null,
      from: null,
      to: null,
      action: 'officeRuleSet',
      workNo: null,
      deskId: null,
      subjectId: `mustRead:${entryId}`,
      limit: 10,
    });
    expect(lines).toHaveLength(3);
  });
});

it('the office’s text modules are a rule, each version whole; two with one code are refused', async () => {
  const one = {
    code: 'dj',
    title: '已登记',
    scopes: ['answer' as const],
    text: '已登记，工单编号{工单编号}。\n由{承办单位}办理。',
  };
  const phrases = { phrases: [one] };
  expect(await lead.client.knowledge.putPhrases({ phrases, seen: 0 })).toEqual({ version: 1 });
  const none = { phrases: { phrases: [] }, seen: 0 };
  expect(await codeOf(lead.client.knowledge.putPhrases(none))).toBe('knowledge.conflict');
  const twice = { phrases: { phrases: [one, { ...one, code: 'DJ' }] }, seen: 1 };
  expect(await codeOf(lead.client.knowledge.putPhrases(twice))).toBe('input.invalid');
  expect(await lead.client.knowledge.putPhrases({ ...none, seen: 1 })).toEqual({ version: 2 });
  const { changes } = await hubClient(hub.url(), agent.token).changes.pull({
    since: 0,
    limit: 100,
  });
  const rules = changes.flatMap((change) => (change.entity === 'officeRule' ? [change.body] : []));
  expect(rules.at(-1)).toMatchObject({ kind: 'phrases', version: 2 });
  expect(await codeOf(agent.client.knowledge.putPhrases(none))).toBe('hub.forbidden');
});

it('the office’s words for searching are a rule that every desk hears of, and nobody writes over what was not seen', async () => {
  const words = { same: [['二供', '二次供水']], wrong: [{ typed: '水镖', meant: '水表' }] };
  expect(await lead.client.knowledge.putWords({ words, seen: 0 })).toEqual({ version: 1 });
  expect(await lead.client.knowledge.putWords({ words, seen: 0 })).toEqual({ version: 1 });
  const less = { words: { ...words, wrong: [] }, seen: 0 };
  expect(await codeOf(lead.client.knowledge.putWords(less))).toBe('knowledge.conflict');
  const judged = { questions: [{ question: '断水', entryNos: [seeded.entryNo] }] };
  expect(await lead.client.knowledge.putJudged({ judged, seen: 0 })).toEqual({ version: 1 });
  const { changes } = await hubClient(hub.url(), agent.token).changes.pull({
    since: 0,
    limit: 100,
  });
  const rules = changes.flatMap((change) => (change.entity === 'officeRule' ? [change.body] : []));
  expect(rules.map(({ kind, body }): unknown => [kind, JSON.parse(body)])).toEqual([
    ['searchWords', words],
    ['judgedQuestions', judged],
  ]);
  expect(await codeOf(agent.client.knowledge.putWords(less))).toBe('hub.forbidden');
});
