import { openStore } from '../../../src/hub/open-store.ts';
import { assert } from '../../../src/shared/assert.ts';
import type { User } from '../../../src/shared/domain/session/user.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { createSeededRandom } from '../../../src/shared/seeded-random.ts';
import { installVirtualTime } from '../virtual-time.ts';
import { type SyncDesk, createSyncDesk } from './desk.ts';
import { startSyncHub } from './hub.ts';
import { type Planted, createLine } from './line.ts';

const hourMs = 3_600_000;
/** Longer than any wait of outbox and replica. */
const settleMs = 15 * 60_000;

export const people: readonly User[] = [
  { userId: 'u-1001', workNo: '1001', displayName: '甲', role: 'agent' },
  { userId: 'u-1002', workNo: '1002', displayName: '乙', role: 'agent' },
  { userId: 'u-1003', workNo: '1003', displayName: '丙', role: 'agent' },
  { userId: 'u-2001', workNo: '2001', displayName: '丁', role: 'lead' },
];
const department: User = {
  userId: 'u-5001',
  workNo: '5001',
  displayName: '戊',
  role: 'department',
  departmentId: 'bureau.jianghan',
};
/** Wrong by hours, both ways; the second desk is of the release before. */
const desksOf = [
  { skewMs: 0, contract: 3 },
  { skewMs: -5 * hourMs, contract: 2 },
  { skewMs: 9 * hourMs, contract: 3 },
];

/** Something that somebody typed, and at which desk. */
export interface Typed {
  readonly word: string;
  readonly deskId: string;
}

/** An office of one hub, three desks and a department, on a time that passes when it is told to. */
export type World = Awaited<ReturnType<typeof openWorld>>;

export async function openWorld(seed: number, planted: Planted) {
  const time = installVirtualTime();
  const random = createSeededRandom(seed);
  let count = 0;
  const newId = () => {
    count += 1;
    return `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
  };
  const store = await openStore(':memory:');
  const clock = { now: () => Date.now(), monotonicMs: () => Date.now() };
  for (const user of [...people, department])
    await store.users.insert({ ...user, passwordHash: 'x', disabledAt: null });
  let hub = startSyncHub(store, clock);
  const departmentToken = await hub.signIn(department, newId());
  const cut = new Set<number>();
  let isQuiet = false;
  const openDesk = ({ skewMs, contract }: (typeof desksOf)[number], at: number): SyncDesk => {
    const faults = {
      random: random.next,
      isCut: () => cut.has(at),
      lost: () => (isQuiet ? 0 : 8),
      doubled: () => (isQuiet ? 0 : 15),
    };
    return createSyncDesk({
      deskId: newId(),
      contract,
      skewMs,
      random: random.next,
      newId,
      line: createLine({ hub: () => hub, contract, planted }, faults),
      signInAtHub: (user, deskId) => hub.signIn(user, deskId),
      signOutAtHub: (token) => hub.signOut(token),
    });
  };
  const desks = desksOf.map(openDesk);
  return {
    seed,
    random,
    store,
    desks,
    newId,
    nextPerson: () => random.pick(people),
    typed: [] as Typed[],
    /** All that the desks and the department have given. */
    commands: [] as string[],
    async allTickets(): Promise<readonly Ticket[]> {
      const rows = await store.feed.read(0, 100_000);
      return store.tickets.list(
        rows.flatMap(({ entity, entityId }) => (entity === 'ticket' ? [entityId] : [])),
      );
    },
    newWord(deskId: string, words: Typed[]): string {
      const word = `w${words.length}z`;
      words.push({ word, deskId });
      return word;
    },
    pass: (ms: number) => time.pass(ms),
    /** A new PC, with nothing on it, is put beside the others. */
    join: () => void desks.push(openDesk({ skewMs: 0, contract: 3 }, desks.length)),
    isCut: (at: number) => cut.has(at),
    cut: (at: number) => void cut.add(at),
    async heal(at: number) {
      cut.delete(at);
      await desks[at]?.becomeKnown();
    },
    restartHub() {
      hub.stop();
      hub = startSyncHub(store, clock);
    },
    /** A department signs or writes, and asks again until it has an answer. */
    async departmentActs(ticketId: string, action: TicketAction): Promise<boolean> {
      const { department: pages } = hub.client(departmentToken, 3);
      const ticket = await pages.get({ ticketId }).catch(() => null);
      if (ticket === null) return false;
      const commandId = newId();
      this.commands.push(commandId);
      const asked = { commandId, ticketId, revision: ticket.revision, action };
      const input = asked as Parameters<typeof pages.act>[0];
      // Twice: the first answer was lost on the way.
      await pages.act(input);
      return (await pages.act(input)).kind === 'accepted';
    },
    /** All lines whole, all that waits sent by whoever typed it, everybody at rest. */
    async becomeQuiet() {
      isQuiet = true;
      for (const at of desks.keys()) await this.heal(at);
      await time.pass(settleMs);
      for (let round = 0; round < 12; round += 1) {
        const waiting = desks.flatMap((desk) =>
          desk.waitingOf().map((workNo) => ({ desk, workNo })),
        );
        if (waiting.length === 0) break;
        for (const desk of desks) {
          const [workNo] = desk.waitingOf();
          const user = people.find((one) => one.workNo === workNo);
          if (user) await desk.signIn(user, false);
        }
        await time.pass(settleMs);
      }
      for (const desk of desks) await desk.signIn(random.pick(people), false);
      await time.pass(settleMs);
      assert(
        desks.every((desk) => desk.waitingOf().length === 0),
        `seed ${seed}: something waits for ever`,
      );
    },
    async close() {
      for (const desk of desks) desk.close();
      await time.pass(settleMs);
      time.restore();
      await store.close();
    },
  };
}
