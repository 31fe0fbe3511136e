import type { PutAside } from '../../../../src/shared/domain/workspaces/put-aside.ts';
import { expect, test } from 'vitest';
import {
  activePlace,
  conversationOnLine,
  whoseSheet,
} from '../../../../src/renderer/workbench/places.ts';
import { confirmationOf, openSheet } from '../../../../src/renderer/workbench/workbench-state.ts';
import type { WorkbenchDeps } from '../../../../src/renderer/workbench/workbench-state.ts';
import { createWorkbenchStore } from '../../../../src/renderer/workbench/workbench-store.ts';
import type { CallView } from '../../../../src/shared/domain/calls/call.ts';
import type { Pop } from '../../../../src/shared/domain/desk/pop.ts';
import type { TicketCommand } from '../../../../src/shared/domain/tickets/ticket-command.ts';
import { normaliseNumber } from '../../../../src/shared/numbers/phone-number.ts';
import { aCall, aPop, aTicket, aWorkspace, idOf } from '../../../support/desk/desk-samples.ts';
import { createRandom } from '../../../support/mutator.ts';

const citizens = 4;
const runs = 60;
const steps = 60;

const numberOf = (n: number) => normaliseNumber(`1990000010${n}`);
/** Tickets 11, 12 are those of citizen 1, and so on. */
const ticketsOf = (n: number) => [n * 10 + 1, n * 10 + 2].map((each) => ticketOf(each));
const ticketOf = (each: number) => {
  const { key, display } = numberOf(Math.floor(each / 10));
  return aTicket(each, { state: 'selfHandling', numberKey: key, requesterNumber: display });
};

/** One agent, four citizens, who call in any order; what is done to tickets is written down as it leaves the form. */
function aShift(random: (below: number) => number) {
  const sent: { command: TicketCommand; onLine: string | null; confirmed: boolean }[] = [];
  /** What was true when the key was pressed: the command leaves a moment later. */
  const pressed = new Map<string, { onLine: string | null; confirmed: boolean }>();
  const press = (isConfirmed: boolean) => {
    const state = store.getState();
    const sheet = openSheet(state);
    if (sheet === null || sheet.busy !== null) return;
    const { draftKey } = sheet;
    const confirmed = isConfirmed || state.confirmed.includes(confirmationOf(state, draftKey));
    pressed.set(draftKey, { onLine: conversationOnLine(state)?.key ?? null, confirmed });
  };
  const aside: PutAside[] = [];
  let issued = 0;
  let calls: CallView[] = [];
  const api = {
    tickets: {
      get: ({ ticketId }: { ticketId: string }) => {
        const each = [1, 2, 3, 4].flatMap(ticketsOf).find((one) => one.ticketId === ticketId);
        return each ? Promise.resolve(each) : Promise.reject(new Error('unknown'));
      },
      newTicket: () => {
        issued += 1;
        return Promise.resolve({ ticketId: idOf('ticket', 900 + issued), ticketNo: 'SW-new' });
      },
      carryOut: ({ command }: { command: TicketCommand }) => {
        const { sheets } = store.getState();
        const sheet = Object.values(sheets).find((one) => one.ticketId === command.ticketId);
        const asked = pressed.get(sheet?.draftKey ?? '');
        sent.push({ command, onLine: null, confirmed: false, ...asked });
        const intake = sheet?.intake ?? {};
        const known = [1, 2, 3, 4]
          .flatMap(ticketsOf)
          .find(({ ticketId }) => ticketId === command.ticketId);
        return Promise.resolve({
          ...(known ?? aTicket(1, { numberKey: null })),
          ...intake,
          ticketId: command.ticketId,
        });
      },
    },
    drafts: {
      get: () => Promise.resolve(null),
      list: () => Promise.resolve([]),
      save: (typed: object) => Promise.resolve({ ...typed, savedAt: 1 }),
      remove: () => Promise.resolve(),
    },
    calls: { conclude: () => Promise.resolve() },
    workspaces: {
      putAside: ({ key }: { key: string }) =>
        Promise.resolve(void aside.push({ key, at: 1, reason: '' })),
      takeUp: () => Promise.resolve(),
    },
  } as unknown as WorkbenchDeps['api'];
  const store = createWorkbenchStore({
    api,
    memory: { get: () => null, set: () => undefined },
    createId: () => crypto.randomUUID(),
    schedule: () => () => undefined,
    isTyping: () => random(4) === 0,
    endTyping: () => undefined,
  });
  let callNo = 0;
  const citizenOf = new Map<string, number>();
  const popOf = ({ callId }: CallView): Pop => {
    const n = citizenOf.get(callId) ?? 1;
    const known = n % 2 === 0 ? ticketsOf(n) : [];
    return aPop(known, {
      callId,
      number: numberOf(n),
      match: n === 2 ? 'several' : n === 4 ? 'one' : 'none',
      ticketId: n === 4 ? (known[0]?.ticketId ?? null) : null,
    });
  };
  const tell = () => {
    const workspaces = calls.map((call) =>
      aWorkspace(popOf(call), {
        direction: call.direction,
        answeredAt: call.answeredAt,
        endedAt: call.endedAt,
      }),
    );
    store
      .getState()
      .noteDesk({ workspaces, calls: calls.filter(({ state }) => state !== 'ended'), aside });
  };
  const change = (which: CallView | undefined, patch: Partial<CallView>) => {
    calls = calls.map((call) => (call === which ? { ...call, ...patch } : call));
    tell();
  };
  const hold = () => {
    calls = calls.map((call) =>
      call.state === 'connected' ? { ...call, state: 'held', heldBy: 'agent' } : call,
    );
  };
  const pick = (state: CallView['state']) => calls.filter((call) => call.state === state)[0];
  const acts: Readonly<Record<string, () => unknown>> = {
    ring: () => begin('inbound', 'alerting'),
    dial: () => {
      hold();
      begin('outbound', 'dialling');
    },
    answer: () => {
      const ringing = pick('alerting') ?? pick('dialling');
      hold();
      const call = calls.find(({ callId }) => callId === ringing?.callId);
      change(call, { state: 'connected', heldBy: 'nobody', answeredAt: 5 });
    },
    swap: () => {
      const held = pick('held');
      hold();
      const call = calls.find(({ callId }) => callId === held?.callId);
      if (call) change(call, { state: 'connected', heldBy: 'nobody' });
      else tell();
    },
    end: () => change(calls[random(calls.length + 1)], { state: 'ended', endedAt: 9 }),
    open: () => store.getState().openTicket(idOf('ticket', (1 + random(citizens)) * 10 + 1)),
    match: () => store.getState().openMatch(idOf('ticket', (1 + random(citizens)) * 10 + 1)),
    putAside: () => store.getState().putAside(''),
    choose: () => {
      const keys = [...store.getState().places.map(({ key }) => key), 'home'];
      store.getState().choose(keys[random(keys.length)] ?? 'home');
    },
    intake: () => store.getState().startIntake(),
    type: () => {
      const sheet = openSheet(store.getState());
      if (sheet) store.getState().edit(sheet.draftKey, { content: `${sheet.intake.content}水` });
    },
    save: () => {
      press(false);
      return store.getState().carryOut({ kind: 'edit', changes: {} });
    },
    confirm: () => {
      const isMeant = random(2) === 0 && store.getState().confirming !== null;
      if (isMeant) press(true);
      return store.getState().confirm(isMeant);
    },
  };
  const begin = (direction: CallView['direction'], state: CallView['state']) => {
    if (calls.filter((call) => call.state !== 'ended').length >= 3) return;
    callNo += 1;
    const callId = idOf('call', callNo);
    const n = 1 + random(citizens);
    citizenOf.set(callId, n);
    calls = [...calls, aCall({ callId, direction, state, number: numberOf(n), answeredAt: null })];
    tell();
  };
  return { store, acts, sent, citizenOf };
}

test('the ticket that a key acts on is the one whose citizen and number stand above it, or is confirmed', async () => {
  const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
  for (let run = 0; run < runs; run += 1) {
    const next = createRandom(seed + run);
    const random = (below: number) => Math.floor(next() * below);
    const { store, acts, sent, citizenOf } = aShift(random);
    const names = Object.keys(acts);
    const done: string[] = [];
    for (let step = 0; step < steps; step += 1) {
      const name = names[random(names.length)] ?? 'ring';
      done.push(name);
      void acts[name]?.();
      if (random(3) > 0) await new Promise((resolve) => setImmediate(resolve));
      const told = `seed ${seed + run}: ${done.join(' ')}`;
      const state = store.getState();
      const place = activePlace(state);
      const sheet = openSheet(state);
      // Above the form stands the citizen of the place; nobody else's ticket lies there without the loud word.
      const shown = place?.workspace?.pop.number.key;
      const isTheirs =
        !sheet?.ticket || sheet.callId === place?.key || sheet.ticket.numberKey === shown;
      const isSaid = whoseSheet(state, place, sheet) === 'notOfTheCall';
      const isQuiet = !place?.workspace || conversationOnLine(state) === null;
      expect(isTheirs || isSaid || isQuiet, told).toBe(true);
      for (const { command, onLine, confirmed } of sent.splice(0)) {
        const theirs = [1, 2, 3, 4]
          .flatMap(ticketsOf)
          .find(({ ticketId }) => ticketId === command.ticketId);
        const isOf = (callId: string) =>
          theirs === undefined || theirs.numberKey === numberOf(citizenOf.get(callId) ?? 0).key;
        expect(command.call === null || isOf(command.call.callId), told).toBe(true);
        expect(onLine === null || isOf(onLine) || confirmed, told).toBe(true);
      }
    }
  }
}, 60_000);
