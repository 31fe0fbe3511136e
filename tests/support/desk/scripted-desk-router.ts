import { officeRules } from '../../../src/shared/domain/office/office-rules.ts';
import { withPutAside, withoutPutAside } from '../../../src/shared/domain/workspaces/put-aside.ts';
import { implement } from '@orpc/server';
import { AppError } from '../../../src/shared/app-error.ts';
import { toWireError } from '../../../src/shared/contract/base.ts';
import { compareUrgency } from '../../../src/shared/domain/tickets/ticket-lists.ts';
import type { DeskEvent } from '../../../src/shared/contract/desk/schemas.ts';
import { deskHostContract } from '../../../src/shared/contract/areas.ts';
import type { KnowledgeHit } from '../../../src/shared/domain/knowledge/knowledge.ts';
import type { Draft } from '../../../src/shared/domain/desk/desk-state.ts';
import { withChanges } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketCommand } from '../../../src/shared/domain/tickets/ticket-command.ts';
import { decideTicket } from '../../../src/shared/domain/tickets/ticket-machine.ts';
import { type Ticket, emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { idOf } from './desk-samples.ts';
import { scriptedIncidents } from './scripted-incidents.ts';
import { scriptedKnowledge } from './scripted-knowledge.ts';
import type { DeskScript } from './desk-script.ts';

/** `deskHostContract` over plain maps: the same decisions as the real host, nothing stored. */
export function scriptedDeskRouter(script: DeskScript) {
  const os = implement(deskHostContract).use(async ({ next, errors, path }) => {
    script.asked.push(path.join('.'));
    const code = script.refusals.get(path.join('.'));
    try {
      if (code) throw new AppError(code);
      return await next();
    } catch (error) {
      if (error instanceof AppError) throw errors.APP({ data: toWireError(error) });
      throw error;
    }
  });
  const incidents = scriptedIncidents(script);
  const knowledge = scriptedKnowledge(script, (text) =>
    search(script, text).map(({ entry }) => entry),
  );
  return os.router({
    info: os.info.handler(() => script.info),
    watch: os.watch.handler(({ signal }) => watch(script, signal)),
    window: {
      get: os.window.get.handler(() => ({ ...script.window, taken: [...script.window.taken] })),
      showLog: os.window.showLog.handler(() => void script.asked.push('showLog')),
      set: os.window.set.handler(({ input }) => {
        script.window = { ...script.window, settings: input };
        return { ...script.window, taken: [...script.window.taken] };
      }),
    },
    session: {
      signIn: os.session.signIn.handler(({ input }) => {
        const user = script.users.find((candidate) => candidate.workNo === input.workNo);
        if (!user || input.password !== 'demo-password')
          throw new AppError('hub.badCredentials', { tries: script.tries });
        script.update({ user });
        return user;
      }),
      changePassword: os.session.changePassword.handler(({ input }) => {
        if (input.oldPassword !== 'demo-password')
          throw new AppError('hub.oldPasswordWrong', { tries: { left: 4, lockedForS: null } });
        script.asked.push('changePassword');
      }),
      signOut: os.session.signOut.handler(() => script.update({ user: null })),
    },
    agent: {
      signIn: os.agent.signIn.handler(() => void script.agentActs.push({ kind: 'signIn' })),
      signOut: os.agent.signOut.handler(
        ({ input }) => void script.agentActs.push({ kind: 'signOut', ...input }),
      ),
      change: os.agent.change.handler(
        ({ input }) => void script.agentActs.push({ kind: 'change', ...input }),
      ),
      extend: os.agent.extend.handler(
        ({ input }) => void script.agentActs.push({ kind: 'extend', ...input }),
      ),
      finish: os.agent.finish.handler(() => void script.agentActs.push({ kind: 'finish' })),
      ask: os.agent.ask.handler(
        ({ input }) => void script.agentActs.push({ kind: 'ask', ...input }),
      ),
      withdraw: os.agent.withdraw.handler(() => void script.agentActs.push({ kind: 'withdraw' })),
      putAway: os.agent.putAway.handler(
        ({ input }) => void script.agentActs.push({ kind: 'putAway', ...input }),
      ),
      answer: os.agent.answer.handler(
        ({ input }) => void script.agentActs.push({ kind: 'answer', ...input }),
      ),
      force: os.agent.force.handler(
        ({ input }) => void script.agentActs.push({ kind: 'force', ...input }),
      ),
    },
    phone: os.phone.handler(({ input }) => {
      script.commands.push(input);
    }),
    tickets: {
      get: os.tickets.get.handler(({ input }) => ticketOf(script, input.ticketId)),
      list: os.tickets.list.handler(({ input }) => {
        const found = [...script.tickets.values()]
          .filter(
            (ticket) =>
              (input.states.length === 0 || input.states.includes(ticket.state)) &&
              `${ticket.ticketNo}${ticket.content}${ticket.address}`.includes(input.text) &&
              (!input.district || ticket.district === input.district) &&
              (typeof input.dueBefore !== 'number' ||
                (ticket.deadline?.dueAt ?? Infinity) < input.dueBefore),
          )
          .toSorted(compareUrgency);
        const tickets = found.slice(input.offset, input.offset + input.limit);
        return { tickets: tickets.map(mutable), total: found.length };
      }),
      newTicket: os.tickets.newTicket.handler(() => {
        script.issued += 1;
        const ticketId = idOf('ticket', 900 + script.issued);
        return { ticketId, ticketNo: `SW20260612-1003-00${script.issued}` };
      }),
      carryOut: os.tickets.carryOut.handler(({ input }) => carryOut(script, input.command)),
      preview: os.tickets.preview.handler(({ input }) => ({
        fit: [...(input.kind === 'act' ? input.ticketIds : input.order.otherIds)],
        skipped: [],
        refused: null,
      })),
      merge: os.tickets.merge.handler(() => ({ kind: 'waiting' as const })),
      undoClose: os.tickets.undoClose.handler(({ input }) => undoClose(script, input.ticketId)),
      printed: os.tickets.printed.handler(() => {}),
      numberShown: os.tickets.numberShown.handler(({ input }) => {
        script.numbersShown.push(input.ticketId);
      }),
    },
    drafts: {
      get: os.drafts.get.handler(({ input }) => script.drafts.get(input.draftKey) ?? null),
      list: os.drafts.list.handler(() => [...script.drafts.values()]),
      save: os.drafts.save.handler(({ input }) => {
        const draft = { ...input, savedAt: Date.now() };
        script.drafts.set(input.draftKey, draft);
        return draft;
      }),
      remove: os.drafts.remove.handler(({ input }) => {
        script.drafts.delete(input.draftKey);
      }),
    },
    knowledge: {
      search: os.knowledge.search.handler(({ input }) => {
        script.searches.push(input.text);
        return { hits: search(script, input.text).slice(0, input.limit) };
      }),
      suggest: os.knowledge.suggest.handler(({ input }) => ({
        suggestions: knowledge.suggest(input),
      })),
      get: os.knowledge.get.handler(({ input }) => {
        const entry = script.entries.find((candidate) => candidate.entryId === input.entryId);
        if (!entry) throw new AppError('knowledge.notFound');
        return { ...entry, synonyms: [...entry.synonyms] };
      }),
      drafts: os.knowledge.drafts.handler(() => knowledge.drafts()),
      keepDraft: os.knowledge.keepDraft.handler(({ input }) => knowledge.keepDraft(input)),
      dropDraft: os.knowledge.dropDraft.handler(({ input }) =>
        knowledge.dropDraft(input.proposalId),
      ),
      say: os.knowledge.say.handler(({ input }) => knowledge.say(input)),
      missed: os.knowledge.missed.handler(({ input }) => knowledge.countMiss(input.text)),
      due: os.knowledge.due.handler(() => knowledge.due()),
      rules: os.knowledge.rules.handler(() => knowledge.rules()),
      judge: os.knowledge.judge.handler(() => knowledge.judge()),
      propose: os.knowledge.propose.handler(({ input }) => knowledge.act(input.act)),
      decide: os.knowledge.decide.handler(({ input }) => knowledge.act(input.act)),
      proposals: os.knowledge.proposals.handler(() => knowledge.proposals()),
      versions: os.knowledge.versions.handler(({ input }) => knowledge.versions(input.entryId)),
      complaints: os.knowledge.complaints.handler(() => knowledge.complaints()),
      settle: os.knowledge.settle.handler(({ input }) => knowledge.settle(input)),
      putWords: os.knowledge.putWords.handler(({ input }) =>
        knowledge.putWords(input.words, input.seen),
      ),
      phrases: os.knowledge.phrases.handler(() => knowledge.phrases()),
      mustRead: os.knowledge.mustRead.handler(() => knowledge.mustRead()),
      markMustRead: os.knowledge.markMustRead.handler(({ input }) => knowledge.markMustRead(input)),
      confirmRead: os.knowledge.confirmRead.handler(({ input }) => knowledge.confirmRead(input)),
      judgedRuns: os.knowledge.judgedRuns.handler(() => ({ runs: [...script.runs] })),
      readSheet: os.knowledge.readSheet.handler(() => script.sheet),
      putPhrases: os.knowledge.putPhrases.handler(({ input }) =>
        knowledge.putPhrases(input.phrases.phrases, input.seen),
      ),
      putJudged: os.knowledge.putJudged.handler(({ input }) =>
        knowledge.putJudged(input.judged.questions, input.seen),
      ),
    },
    problems: {
      dismiss: os.problems.dismiss.handler(({ input }) => {
        const { problems } = script.state();
        script.update({ problems: problems.filter((one) => one.problemId !== input.problemId) });
      }),
    },
    admin: {
      overview: os.admin.overview.handler(() => script.overview),
      unlock: os.admin.unlock.handler(({ input: { workNo } }) => {
        const { people, ...rest } = script.overview;
        const unlocked = people.map((one) =>
          one.workNo === workNo ? { ...one, lockedUntil: null } : one,
        );
        script.overview = { ...rest, people: unlocked };
      }),
    },
    office: {
      years: os.office.years.handler(() => ({
        put: script.state().officeYears ?? null,
        provisional: script.provisional,
      })),
      putCalendarYear: os.office.putCalendarYear.handler(({ input: { year } }) => {
        script.yearsPut.push(year);
        const before = script.state().officeYears;
        const version = (before?.version ?? 0) + 1;
        const others = (before?.years ?? []).filter((one) => one.year !== year.year);
        const byWorkNo = script.state().user?.workNo ?? '';
        script.update({ officeYears: { version, years: [...others, year], byWorkNo } });
        return { version, settled: script.provisional };
      }),
    },
    attachments: {
      begin: os.attachments.begin.handler(() => ({ nextByte: 0, mediaType: null })),
      put: os.attachments.put.handler(({ input }) => ({
        nextByte: input.at,
        mediaType: 'image/png' as const,
      })),
      read: os.attachments.read.handler(() => ({ bytes: '', nextByte: null })),
    },
    incidents: {
      hints: os.incidents.hints.handler(({ input }) => incidents.hints(input)),
      history: os.incidents.history.handler(({ input }) => incidents.history(input)),
      board: os.incidents.board.handler(() => incidents.board()),
      merge: os.incidents.merge.handler(() => ({ skipped: 0 })),
      startStorm: os.incidents.startStorm.handler(({ input }) => incidents.startStorm(input)),
      endStorm: os.incidents.endStorm.handler(() => incidents.endStorm()),
      putPoints: os.incidents.putPoints.handler(({ input }) => incidents.putPoints(input.points)),
      say: os.incidents.say.handler(({ input }) => incidents.say(input)),
      list: os.incidents.list.handler(({ input }) => incidents.list(input)),
    },
    audit: {
      list: os.audit.list.handler(({ input }) => {
        script.auditQueries.push(input);
        const { before, action, workNo, limit } = input;
        const found = script.audit.filter(
          (line) =>
            (before === null || line.auditId < before) &&
            (action === null || line.action === action) &&
            (workNo === null || line.workNo === workNo),
        );
        const lines = found.slice(0, limit);
        return { lines, next: found.length > limit ? (lines.at(-1)?.auditId ?? null) : null };
      }),
    },
    calls: {
      conclude: os.calls.conclude.handler(({ input }) => {
        script.concluded.push(input);
      }),
      list: os.calls.list.handler(({ input }) => {
        script.callQueries.push(input);
        const items = script.calls.filter(
          ({ call }) => input.direction === null || call.direction === input.direction,
        );
        return { items, total: items.length, fromHub: script.state().user?.role === 'lead' };
      }),
      putMissedAway: os.calls.putMissedAway.handler(({ input: { callId, reason } }) => {
        const { missed, user } = script.state();
        const putAway = { at: Date.now(), workNo: user?.workNo ?? '', reason };
        script.update({
          missed: missed.map((call) => (call.callId === callId ? { ...call, putAway } : call)),
        });
      }),
      ofTicket: os.calls.ofTicket.handler(({ input }) => ({
        items: script.calls.filter(({ call }) => call.ticketIds.includes(input.ticketId)),
        fromHub: script.state().sync.hub === 'online',
      })),
    },
    workspaces: {
      putAside: os.workspaces.putAside.handler(({ input }) => {
        const { aside = [] } = script.state();
        script.update({ aside: withPutAside(aside, { ...input, at: Date.now() }) });
      }),
      takeUp: os.workspaces.takeUp.handler(({ input }) => {
        const { aside = [] } = script.state();
        script.update({ aside: withoutPutAside(aside, input.key) });
      }),
    },
    exports: {
      sheet: os.exports.sheet.handler(() => {
        throw new AppError('hub.unreachable');
      }),
      knowledge: os.exports.knowledge.handler(() => {
        throw new AppError('hub.unreachable');
      }),
      folder: os.exports.folder.handler(() => {
        throw new AppError('hub.unreachable');
      }),
    },
    recordings: {
      heard: os.recordings.heard.handler(({ input }) => {
        script.heard.push(input);
      }),
    },
  });
}

async function* watch(script: DeskScript, signal: AbortSignal | undefined) {
  const queue: DeskEvent[] = [{ kind: 'state', state: script.state() }];
  let wake = () => {};
  const stop = script.onEvent((event) => {
    queue.push(event);
    wake();
  });
  signal?.addEventListener('abort', () => wake());
  try {
    while (!signal?.aborted) {
      const event = queue.shift();
      if (event) yield event;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    stop();
  }
}

function ticketOf(script: DeskScript, ticketId: string) {
  const ticket = script.tickets.get(ticketId);
  if (!ticket) throw new AppError('ticket.notFound');
  return mutable(ticket);
}

function carryOut(script: DeskScript, command: TicketCommand) {
  const decision = decideTicket(script.tickets.get(command.ticketId) ?? null, command, {
    at: Date.now(),
    workNo: script.state().user?.workNo ?? '',
    role: script.state().user?.role ?? 'agent',
    numberKeyOf: () => null,
    eventId: crypto.randomUUID(),
    rules: officeRules(script.state()),
  });
  if (decision.kind === 'refused') {
    if (decision.code !== 'ticket.fieldsMissing') throw new AppError(decision.code);
    const fields = Object.fromEntries(decision.fields.map((field) => [field, 'required' as const]));
    throw new AppError(decision.code, { fields });
  }
  if (command.action.kind === 'close') {
    script.beforeClosing.set(command.ticketId, script.tickets.get(command.ticketId) ?? null);
    script.update({ undoable: [{ ticketId: command.ticketId, until: Date.now() + 8000 }] });
  }
  script.tickets.set(command.ticketId, decision.ticket);
  script.carriedOut.push(command);
  return mutable(decision.ticket);
}

/** As the host does while the closing has not left the desk: the last command's words are a draft again. */
function undoClose(script: DeskScript, ticketId: string) {
  const before = script.beforeClosing.get(ticketId);
  const command = script.carriedOut.findLast((one) => one.ticketId === ticketId);
  if (before === undefined || !command || !('changes' in command.action))
    throw new AppError('ticket.undoTooLate');
  script.update({ undoable: [] });
  if (before) script.tickets.set(ticketId, before);
  else script.tickets.delete(ticketId);
  const { base, action } = command;
  const body = withChanges(base?.intake ?? emptyIntake, action.changes);
  const draft: Draft = { draftKey: ticketId, body, base, savedAt: Date.now() };
  return { ticket: before && mutable(before), draft };
}

/** The contract's arrays are mutable, the domain's are not. */
function mutable(ticket: Ticket) {
  return { ...ticket, flags: [...ticket.flags] };
}

function search(script: DeskScript, text: string): KnowledgeHit[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  return script.entries
    .filter((entry) =>
      words.some((word) =>
        `${entry.title}${entry.body}${entry.answer}${entry.synonyms.join()}`.includes(word),
      ),
    )
    .map((entry) => ({ entry, excerpt: entry.body.slice(0, 120), words }));
}
