import { beforeEach, describe, expect, it } from 'vitest';
import { createOutbox } from '../../../../../src/main/areas/hub-link/outbox.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import type { HubCommand } from '../../../../../src/shared/contract/commands/schemas.ts';
import { contractNumber } from '../../../../../src/shared/contract/since.ts';
import type { ErrorCode } from '../../../../../src/shared/error-codes.ts';
import { aCall, aTicketSave } from '../../../../support/hub-values.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createOutbox>[0];
type Answer = { readonly kind: string; readonly code?: ErrorCode; readonly notClosed?: ErrorCode };
interface Waiting {
  readonly commandId: string;
  readonly workNo: string;
  readonly command: HubCommand;
  attempts: number;
  state: 'waiting' | 'accepted' | ErrorCode;
}

const author = '1001';
const aRecord: HubCommand = { kind: 'callRecord', call: aCall() };
const aTicketCommand = aTicketSave('00000000-0000-4000-8000-000000000001');

/** A queue in memory that keeps the promises of the store, and a hub that answers as the test says. */
describe('what waits for the hub', () => {
  let entries: Waiting[];
  let answers: Record<string, (() => Answer)[]>;
  let sent: string[];
  let bodies: HubCommand[];
  let problems: Map<string, string>;
  let taken: string[];
  let contract: number;
  let now: number;
  let sender: string;
  let waits: number;
  beforeEach(() => {
    [entries, answers, sent, bodies, problems, taken] = [[], {}, [], [], new Map(), []];
    [contract, now, sender, waits] = [3, 0, author, 0];
  });
  const put = (commandId: string, command: HubCommand = aRecord, workNo = author) =>
    void entries.push({ commandId, workNo, command, attempts: 0, state: 'waiting' });
  const fails = (code: ErrorCode) => (): Answer => {
    throw new AppError(code);
  };
  const stateOf = (id: string) => entries.find(({ commandId }) => commandId === id)?.state;
  const mark = (id: string, state: Waiting['state']) => {
    for (const entry of entries) if (entry.commandId === id) entry.state = state;
  };
  /** Runs until it has rested so often; what is between two rests is one go. */
  const run = async (rests: number, onRest: () => void = () => undefined) => {
    const stop = new AbortController();
    const outbox = createOutbox({
      store: {
        refusedCommands: async () =>
          entries
            .filter(({ state }) => state !== 'waiting' && state !== 'accepted')
            .map((entry) => ({ ...entry, code: entry.state })),
        countWaitingCommands: async () => entries.filter(({ state }) => state === 'waiting').length,
        nextCommand: async (_: string, passed: readonly string[], notNow: readonly string[]) => {
          const next = entries.find(
            ({ state, workNo, commandId }) =>
              state === 'waiting' && !passed.includes(workNo) && !notNow.includes(commandId),
          );
          return next ? { ...next } : null;
        },
        markCommandTried: async (id: string) => {
          for (const entry of entries) if (entry.commandId === id) entry.attempts += 1;
        },
        markCommandAccepted: async (id: string) => mark(id, 'accepted'),
        markCommandRefused: async (id: string, code: ErrorCode) => mark(id, code),
      },
      tickets: {
        isGone: async () => false,
        takeAccepted: async () => true,
        takeHubTicket: async (ticketId: string) => void taken.push(ticketId),
      },
      drafts: { getDraft: async () => null, saveDraft: async () => undefined },
      link: {
        contract: () => contract,
        call: async (ask: (hub: object) => unknown) =>
          ask({
            commands: {
              submit: ({ commandId, command }: { commandId: string; command: HubCommand }) => {
                sent.push(commandId);
                bodies.push(command);
                return answers[commandId]?.shift()?.() ?? { kind: 'accepted' };
              },
            },
          }),
      },
      problems: {
        raise: ({ problemId, code }: { problemId: string; code: string }) =>
          void problems.set(problemId, code),
        clear: (problemId: string) => void problems.delete(problemId),
      },
      clock: { now: () => now, monotonicMs: () => now },
      timers: {
        wait: async () => {
          waits += 1;
          if (waits >= rests) stop.abort();
          else onRest();
          await Promise.resolve();
        },
      },
      random: () => 0,
      newId: () => 'new',
      logger: silentLogger,
      workNo: () => sender,
      onWaiting: () => undefined,
      onTicketTaken: (ticketId: string) => void taken.push(`told ${ticketId}`),
    } as unknown as Deps);
    await outbox.run(stop.signal);
  };

  it('that the hub cannot read rests for ten minutes while others go on, and is said to', async () => {
    put('newer');
    put('plain');
    answers['newer'] = [fails('hub.olderThanDesk')];
    await run(3, () => {
      expect(sent.slice(0, 2)).toEqual(['newer', 'plain']);
      expect(problems.get('outbox:olderHub')).toBe('hub.olderThanDesk');
      now += waits === 1 ? 10 * 60_000 - 1 : 1;
    });
    expect(sent).toEqual(['newer', 'plain', 'newer']);
    expect([stateOf('newer'), problems.size]).toEqual(['accepted', 0]);
  });

  it('is asked again at once when the hub has become another', async () => {
    put('newer');
    answers['newer'] = [fails('hub.olderThanDesk')];
    await run(2, () => {
      contract += 1;
    });
    expect(sent).toEqual(['newer', 'newer']);
    expect(stateOf('newer')).toBe('accepted');
  });

  it('is no longer said to wait when the newer hub refuses it', async () => {
    put('newer');
    answers['newer'] = [fails('hub.olderThanDesk'), fails('hub.refused')];
    await run(2, () => {
      expect(problems.get('outbox:olderHub')).toBe('hub.olderThanDesk');
      contract += 1;
    });
    expect(Object.fromEntries(problems)).toEqual({ 'refused:newer': 'hub.refused' });
  });

  it('and fails by itself is set aside after twenty times, so that those behind it get through', async () => {
    put('bad');
    put('good');
    answers['bad'] = Array.from({ length: 30 }, () => fails('ipc.internal'));
    await run(40);
    expect(sent.filter((id) => id === 'bad')).toHaveLength(20);
    expect([stateOf('bad'), stateOf('good')]).toEqual(['ipc.internal', 'accepted']);
    expect(problems.get('refused:bad')).toBe('hub.refused');
  });

  it.each([0, 1, contractNumber])(
    'while the hub is away is tried for ever, in order, whatever it was: %i',
    async (number) => {
      contract = number;
      put('first', aTicketCommand);
      put('second');
      answers['first'] = Array.from({ length: 30 }, () => fails('hub.unreachable'));
      await run(40);
      expect(sent).toEqual([...Array.from({ length: 31 }, () => 'first'), 'second']);
      expect(bodies.slice(0, -1)).toEqual(Array.from({ length: 31 }, () => aTicketCommand));
      expect(problems.size).toBe(0);
    },
  );

  it('was refused before a restart is said again, and a refusal gives the hub’s ticket', async () => {
    put('old');
    mark('old', 'hub.refused');
    put('ticket', aTicketCommand);
    answers['ticket'] = [() => ({ kind: 'refused', code: 'ticket.stepNotNow' })];
    await run(1);
    expect(Object.fromEntries(problems)).toEqual({
      'refused:old': 'hub.refused',
      'refused:ticket': 'ticket.stepNotNow',
    });
    const { ticketId } = aTicketCommand;
    expect(taken).toEqual([ticketId, `told ${ticketId}`]);
  });

  it('was saved and not closed says so, and the ticket is told', async () => {
    put('ticket', aTicketCommand);
    answers['ticket'] = [() => ({ kind: 'accepted', notClosed: 'ticket.fieldsMissing' })];
    await run(1);
    expect(Object.fromEntries(problems)).toEqual({ 'refused:ticket': 'ticket.fieldsMissing' });
    expect(taken).toEqual([`told ${aTicketCommand.ticketId}`]);
  });

  it('of a colleague for whom the hub says to wait, or whom it forbids, is passed over and asked again later', async () => {
    sender = '1002';
    put('not yet', aTicketCommand, 'a colleague');
    put('forbidden', aTicketCommand, 'another');
    put('own', aRecord, sender);
    answers['not yet'] = [() => ({ kind: 'notYet' })];
    answers['forbidden'] = [fails('hub.forbidden')];
    await run(2, () => {
      expect(sent).toEqual(['not yet', 'forbidden', 'own']);
      now += 10 * 60_000;
    });
    expect(sent.slice(3)).toEqual(['not yet', 'forbidden']);
    expect([stateOf('not yet'), stateOf('forbidden')]).toEqual(['accepted', 'accepted']);
    expect(problems.size).toBe(0);
  });

  it('goes to a hub of release 0.1.0 in the shape of then, which that hub knows', async () => {
    contract = 0;
    put('ticket', aTicketCommand);
    answers['ticket'] = [fails('input.invalid')];
    await run(1);
    expect(bodies).toEqual([
      aTicketCommand,
      expect.objectContaining({ kind: 'ticketSave', ticketId: aTicketCommand.ticketId }),
    ]);
    expect([stateOf('ticket'), problems.size]).toEqual(['accepted', 0]);
  });

  it.each([
    ['a ticket command at a hub of a later release', 1, aTicketCommand],
    ['a call record at a hub of release 0.1.0', 0, aRecord],
  ] as const)('and is %s waits for a newer one as it is', async (_what, number, command) => {
    contract = number;
    put('newer', command);
    answers['newer'] = [fails('input.invalid')];
    await run(1);
    expect(bodies).toEqual([command]);
    expect([stateOf('newer'), problems.get('outbox:olderHub')]).toEqual([
      'waiting',
      'hub.olderThanDesk',
    ]);
  });

  it('and that a hub of the same release calls invalid is refused', async () => {
    contract = contractNumber;
    put('invalid', aTicketCommand);
    answers['invalid'] = [fails('input.invalid')];
    await run(1);
    expect(bodies).toEqual([aTicketCommand]);
    expect([stateOf('invalid'), Object.fromEntries(problems)]).toEqual([
      'input.invalid',
      { 'refused:invalid': 'hub.refused' },
    ]);
  });

  it('of a colleague and breaks the hub is passed over as well, and counted for nobody', async () => {
    sender = '1002';
    put('breaks', aTicketCommand, 'a colleague');
    put('own', aRecord, sender);
    answers['breaks'] = Array.from({ length: 25 }, () => fails('ipc.internal'));
    await run(25, () => (now += 10 * 60_000));
    expect(sent.filter((id) => id === 'breaks')).toHaveLength(25);
    expect([stateOf('breaks'), stateOf('own')]).toEqual(['waiting', 'accepted']);
    expect(entries.map(({ attempts }) => attempts)).toEqual([0, 1]);
    expect(problems.size).toBe(0);
  });
});
