import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createOutbox } from '../../../../../src/main/areas/hub-link/outbox.ts';
import type { ChineseWords } from '../../../../../src/shared/node/search/chinese-words.ts';
import { createDraftQueries } from '../../../../../src/main/storage/draft-queries.ts';
import { migrate, readMigrations } from '../../../../../src/main/storage/migrate.ts';
import { createOutboxQueries } from '../../../../../src/main/storage/outbox-queries.ts';
import { createTicketQueries } from '../../../../../src/main/storage/ticket-queries.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import type { HubCommand } from '../../../../../src/shared/contract/commands/schemas.ts';
import { emptyIntake } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { sourcePlaces } from '../../../../support/host/desk-host.ts';
import { aCall, aFullIntake, aTicket, aTicketSave } from '../../../../support/hub-values.ts';
import { asAsync } from '../../../../support/recordings-host.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createOutbox>[0];
interface Submission {
  readonly commandId: string;
  readonly command: HubCommand;
  readonly author?: string;
}

const migrations = readMigrations(sourcePlaces.migrationsDirectory);
const noWords = { forIndex: () => '' } as unknown as ChineseWords;
const beganAt = Date.UTC(2026, 5, 12, 8);
const hubsTicket = aTicket();
const { ticketId, ticketNo } = hubsTicket;
const base = { revision: 1, intake: { ...emptyIntake, content: '底稿' } };
const aText = (content: string) => aTicketSave(ticketId, { ticketNo, base, changes: { content } });

/** The outbox over the real tables in memory, and a hub that answers as the test says; without a word it accepts. */
function createDesk() {
  const db = new Database(':memory:');
  onTestFinished(() => void db.close());
  migrate(db, migrations);
  const queries = {
    outbox: createOutboxQueries(db),
    tickets: createTicketQueries(db, noWords),
    drafts: createDraftQueries(db),
  };
  const stop = new AbortController();
  let endRest = () => {};
  const desk = {
    ...queries,
    sender: '1001' as string | null,
    now: beganAt,
    answers: new Map<string, (() => object)[]>(),
    submissions: [] as Submission[],
    problems: new Map<string, { readonly code: string; readonly detail?: string }>(),
    told: [] as string[],
    waiting: [] as number[],
    rests: [] as number[],
  };
  const submit = (submission: Submission) => {
    desk.submissions.push(submission);
    return desk.answers.get(submission.commandId)?.shift()?.() ?? { kind: 'accepted' };
  };
  const outbox = createOutbox({
    store: asAsync(queries.outbox),
    tickets: asAsync(queries.tickets),
    drafts: asAsync(queries.drafts),
    link: {
      contract: () => 99,
      call: async (ask: (hub: object) => unknown) => ask({ commands: { submit } }),
    },
    problems: {
      raise: ({ problemId, ...problem }: { problemId: string; code: string; detail?: string }) =>
        void desk.problems.set(problemId, problem),
      clear: (problemId: string) => void desk.problems.delete(problemId),
    },
    clock: { now: () => desk.now, monotonicMs: () => desk.now },
    timers: {
      wait: (ms: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          desk.rests.push(ms);
          endRest = resolve;
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve());
        }),
    },
    random: () => 0,
    newId: randomUUID,
    logger: silentLogger,
    workNo: () => desk.sender,
    onWaiting: (count: number) => void desk.waiting.push(count),
    onTicketTaken: (id: string) => void desk.told.push(id),
  } as unknown as Deps);
  const rested = async (count: number) => {
    while (desk.rests.length < count) await new Promise((resolve) => setImmediate(resolve));
  };
  return Object.assign(desk, {
    outbox,
    rested,
    put(commandId: string, command: HubCommand, workNo = '1001') {
      queries.outbox.enqueueCommand({ commandId, workNo, command, at: beganAt });
    },
    /** Sends until nothing is left to send; then the outbox rests. */
    async run() {
      const running = outbox.run(stop.signal);
      onTestFinished(async () => {
        stop.abort();
        await running;
      });
      await rested(1);
    },
    async goOn() {
      const before = desk.rests.length;
      endRest();
      await rested(before + 1);
    },
    senders: () => db.prepare('SELECT work_no FROM outbox ORDER BY seq').pluck().all(),
    attemptsOf: (commandId: string) =>
      db.prepare('SELECT attempts FROM outbox WHERE command_id = ?').pluck().get(commandId),
    stateOf: (commandId: string) =>
      db.prepare('SELECT state FROM outbox WHERE command_id = ?').pluck().get(commandId),
  });
}

const refused =
  (code: string, ticket: object | null = null) =>
  () => ({
    kind: 'refused',
    code,
    ticket,
  });

describe('the outbox', () => {
  let desk: ReturnType<typeof createDesk>;
  beforeEach(() => {
    desk = createDesk();
  });

  it('says whose a colleague’s text is, says nothing of its own, and counts each sending once', async () => {
    desk.put('own', aText('自己写的'));
    desk.put('theirs', aTicketSave(randomUUID()), '1002');
    desk.put('record', { kind: 'callRecord', call: aCall() }, '1002');
    await desk.run();
    expect(desk.submissions.map(({ commandId, author }) => [commandId, author])).toEqual([
      ['own', undefined],
      ['theirs', '1002'],
      ['record', undefined],
    ]);
    expect(['own', 'theirs', 'record'].map(desk.attemptsOf)).toEqual([1, 1, 1]);
    expect(['own', 'theirs', 'record'].map(desk.stateOf)).toEqual(Array(3).fill('accepted'));
    expect([desk.rests, desk.waiting.at(-1)]).toEqual([[30_000], 0]);
  });

  it('counts a try once the hub has answered it, and not while the hub is away', async () => {
    const away = () => {
      throw new AppError('hub.unreachable');
    };
    desk.put('theirs', aTicketSave(randomUUID()), '1002');
    desk.answers.set('theirs', [away, () => ({ kind: 'notYet' })]);
    desk.put('own', aText('自己写的'));
    desk.answers.set('own', [away]);
    await desk.run();
    expect(['theirs', 'own'].map(desk.attemptsOf)).toEqual([0, 0]);
    await desk.goOn();
    expect(['theirs', 'own'].map(desk.attemptsOf)).toEqual([0, 0]);
    await desk.goOn();
    expect(['theirs', 'own'].map(desk.attemptsOf)).toEqual([0, 1]);
    expect(['theirs', 'own'].map(desk.stateOf)).toEqual(['waiting', 'accepted']);
    expect(desk.problems.size).toBe(0);
  });

  it('sends nothing while nobody works here whose commands the hub takes, and counts what waits', async () => {
    desk.sender = null;
    desk.put('own', aText('等着'));
    await desk.run();
    expect([desk.submissions, desk.waiting]).toEqual([[], [1]]);
  });

  it('takes what is written while it rests at once, in the name of who is here', async () => {
    await desk.run();
    await desk.outbox.enqueue({ kind: 'callRecord', call: aCall() });
    await desk.rested(2);
    expect([desk.submissions.length, desk.waiting]).toEqual([1, [0, 1, 1, 0]]);
    desk.sender = null;
    await desk.outbox.enqueue({ kind: 'callRecord', call: aCall() });
    await desk.rested(3);
    expect([desk.submissions.length, desk.waiting.at(-1)]).toEqual([1, 1]);
    expect(desk.senders()).toEqual(['1001', '']);
    desk.sender = '1003';
    desk.outbox.wake();
    await desk.rested(4);
    expect(desk.submissions).toHaveLength(2);
  });

  it.each(['ticket.conflict', 'ticket.alreadyClosed', 'ticket.fieldsMissing'])(
    'keeps the newest text that lost with %s as a draft over what it began on, and refuses all that was made on it',
    async (code) => {
      desk.tickets.applyHubTickets([hubsTicket]);
      desk.put('first', aText('先写'));
      desk.put('second', aText('再写'));
      desk.put('record', { kind: 'callRecord', call: aCall() });
      const theirs = { ...hubsTicket, content: '同事写的', revision: 7 };
      desk.answers.set('first', [refused(code, theirs)]);
      await desk.run();
      expect(desk.submissions.map(({ commandId }) => commandId)).toEqual(['first', 'record']);
      expect(desk.drafts.getDraft('1001', ticketId)).toEqual({
        draftKey: ticketId,
        body: { ...base.intake, content: '再写' },
        base,
        savedAt: beganAt,
      });
      expect(desk.tickets.getTicket(ticketId)).toEqual(theirs);
      expect(desk.told).toEqual([ticketId]);
      expect(Object.fromEntries(desk.problems)).toEqual({
        'refused:first': { code, detail: `${ticketNo}: ${code}` },
        'refused:second': { code, detail: `${ticketNo}: ${code}` },
      });
    },
  );

  it('leaves what is being typed now, over the base of the text that lost', async () => {
    const body = { ...aFullIntake(), content: '正在写' };
    desk.drafts.saveDraft('1001', { draftKey: ticketId, body, base: null, savedAt: 1 });
    desk.put('first', aText('先写'));
    desk.answers.set('first', [refused('ticket.conflict')]);
    await desk.run();
    expect(desk.drafts.getDraft('1001', ticketId)).toEqual({
      draftKey: ticketId,
      body,
      base,
      savedAt: beganAt,
    });
  });

  it('puts a colleague’s lost text before who is here, but never over what that one is typing', async () => {
    desk.sender = '1002';
    desk.put('theirs', aText('同事写的'));
    desk.answers.set('theirs', [refused('ticket.conflict')]);
    await desk.run();
    expect(desk.drafts.getDraft('1002', ticketId)?.body.content).toBe('同事写的');
    expect(desk.drafts.getDraft('1001', ticketId)).toBeNull();
    const typed = desk.drafts.getDraft('1002', ticketId);
    desk.now += 1000;
    desk.put('again', aText('又写'));
    desk.answers.set('again', [refused('ticket.conflict')]);
    await desk.goOn();
    expect(desk.stateOf('again')).toBe('refused');
    expect(desk.drafts.getDraft('1002', ticketId)).toEqual(typed);
  });

  it('shows with the refusal what was typed into a step, which makes no draft', async () => {
    const desk = createDesk();
    const action = { kind: 'reply', text: '已于 6 月 15 日疏通', channel: 'phone' };
    desk.put('step', { ...aText(''), action } as unknown as HubCommand);
    desk.answers.set('step', [refused('ticket.stepNotNow')]);
    await desk.run();
    expect(desk.problems.get('refused:step')?.detail).toBe(
      `${ticketNo}: ticket.stepNotNow\n已于 6 月 15 日疏通`,
    );
  });

  it('makes no draft of an act without words, nor of a text that is refused for another reason', async () => {
    const {
      base: on,
      call,
      ...rest
    } = aTicketSave(ticketId, { ticketNo, base }) as Extract<HubCommand, { kind: 'ticket' }>;
    const urge = { ...rest, base: on, call, action: { kind: 'urge' } } as unknown as HubCommand;
    desk.put('urge', urge);
    desk.answers.set('urge', [refused('ticket.alreadyClosed')]);
    desk.put('unknown', aText('写了'));
    desk.answers.set('unknown', [refused('ticket.stepNotNow')]);
    await desk.run();
    expect(['urge', 'unknown'].map(desk.stateOf)).toEqual(['refused', 'refused']);
    expect(desk.drafts.listDrafts('1001', 9)).toEqual([]);
    expect([...desk.problems.keys()]).toEqual(['refused:urge', 'refused:unknown']);
  });

  it('keeps what was typed into a ticket that is no longer for its typist, and no word of the ticket', async () => {
    desk.put('one', aText('第一句'));
    const more = { ...aTicketSave(ticketId, { ticketNo, base, changes: { address: '二号' } }) };
    desk.put('two', more);
    const intake = { ...base.intake, content: '第一句', address: '二号' };
    const typed = { ...intake, requesterName: '李' };
    desk.drafts.saveDraft('1001', {
      draftKey: ticketId,
      body: typed,
      base: { revision: 3, intake },
      savedAt: 1,
    });
    desk.answers.set('one', [refused('ticket.notFound')]);
    await desk.run();
    expect(['one', 'two'].map(desk.stateOf)).toEqual(['refused', 'refused']);
    expect(desk.drafts.listDrafts('1001', 9)).toMatchObject([
      {
        draftKey: ticketId,
        base: null,
        body: { ...emptyIntake, content: '第一句', address: '二号', requesterName: '李' },
      },
    ]);
  });

  it('touches no ticket and keeps no text for a refused record of a call', async () => {
    desk.tickets.applyHubTickets([hubsTicket]);
    desk.put('record', { kind: 'callRecord', call: aCall() });
    desk.answers.set('record', [refused('ticket.conflict')]);
    await desk.run();
    expect([desk.told, desk.drafts.listDrafts('1001', 9)]).toEqual([[], []]);
    expect(Object.fromEntries(desk.problems)).toEqual({
      'refused:record': { code: 'hub.refused', detail: 'callRecord: ticket.conflict' },
    });
  });

  it('gives a ticket whose number is taken the next one, says so and sends the same command with it', async () => {
    const own = { ...hubsTicket, ticketNo: 'SW20260612-1001-001' };
    desk.tickets.applyHubTickets([own]);
    desk.put('save', aTicketSave(ticketId, { ticketNo: own.ticketNo }));
    desk.answers.set('save', [refused('ticket.numberTaken')]);
    await desk.run();
    const numbers = desk.submissions.map(({ command }) =>
      'ticketNo' in command ? command.ticketNo : null,
    );
    expect(numbers).toEqual(['SW20260612-1001-001', 'SW20260612-1001-002']);
    expect(desk.tickets.getTicket(ticketId)?.ticketNo).toBe('SW20260612-1001-002');
    expect(Object.fromEntries(desk.problems)).toEqual({
      [`renumbered:${ticketId}`]: {
        code: 'ticket.numberTaken',
        detail: 'SW20260612-1001-001 → SW20260612-1001-002',
      },
    });
    expect([desk.told, desk.stateOf('save')]).toEqual([[ticketId], 'accepted']);
  });

  it('gives up after twenty numbers that were all taken', async () => {
    desk.put('save', aTicketSave(ticketId));
    desk.answers.set(
      'save',
      Array.from({ length: 30 }, () => refused('ticket.numberTaken')),
    );
    await desk.run();
    expect(desk.submissions).toHaveLength(21);
    expect(desk.stateOf('save')).toBe('refused');
    expect(desk.problems.get('refused:save')?.code).toBe('ticket.numberTaken');
  });

  it('tells of a ticket that the hub made of the last command, and of none that has not changed here', async () => {
    desk.tickets.applyHubTickets([hubsTicket]);
    const commandId = randomUUID();
    desk.put(commandId, aText('先写'));
    const made = {
      ...hubsTicket,
      revision: 2,
      course: [{ ...hubsTicket.course[0], eventId: `${commandId}:0` }],
    };
    desk.answers.set(commandId, [
      () => {
        desk.tickets.applyHubTickets([made as typeof hubsTicket]);
        return { kind: 'accepted' };
      },
    ]);
    desk.put('later', aTicketSave(randomUUID()));
    await desk.run();
    expect(desk.told).toEqual([ticketId]);
    expect(desk.tickets.getTicket(ticketId)?.revision).toBe(2);
    expect(desk.problems.size).toBe(0);
  });

  it('keeps back what may be taken back, and what was done on it, until it is let go, and says when the hub has it', async () => {
    const leave = desk.outbox.holdBack('closing');
    desk.put('closing', aText('先写'));
    desk.put('after', aText('再写'));
    desk.put('other', aTicketSave(randomUUID()));
    await desk.run();
    const sent = () => desk.submissions.map(({ commandId }) => commandId);
    expect([sent(), desk.waiting.at(-1)]).toEqual([['other'], 2]);
    await leave();
    expect(sent().slice(0, 2)).toEqual(['other', 'closing']);
    await desk.rested(2);
    expect(sent()).toEqual(['other', 'closing', 'after']);
  });
});
