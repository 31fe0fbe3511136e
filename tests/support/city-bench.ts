import { randomUUID } from 'node:crypto';
import type {
  CityDemand,
  CityEnvelope,
  CityMessage,
  CityPlatform,
  CityReport,
  Delivery,
  OutgoingFile,
} from '../../src/hub/areas/city/city-platform.ts';
import { reportsTo } from '../../src/hub/areas/city/city-link.ts';
import { tellFilesIn } from '../../src/hub/areas/city/tell-files.ts';
import { receiveCity } from '../../src/hub/areas/city/receive.ts';
import { readReport } from '../../src/hub/areas/city/send.ts';
import { keepTicket } from '../../src/hub/areas/tickets/keep-ticket.ts';
import { shippedRules } from '../../src/shared/domain/office/office-rules.ts';
import type { Actor } from '../../src/shared/domain/tickets/flow.ts';
import { intakeOf } from '../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../src/shared/domain/tickets/ticket-action.ts';
import { decideTicket } from '../../src/shared/domain/tickets/ticket-machine.ts';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';
import { createAttachmentsInMemory } from './attachments-in-memory.ts';
import { courseDepartment } from './course-ticket.ts';
import { openHubInMemory } from './hub-in-memory.ts';

/** A dispatch as an ordinary day brings it, or with `changes`. */
export function aDemand(changes: Partial<CityDemand> = {}): CityDemand {
  const dispatchedAt = Date.UTC(2026, 5, 12, 7, 50);
  return {
    dispatchedAt,
    dueAt: dispatchedAt + 5 * 24 * 3_600_000,
    limit: '5 工作日',
    kind: 'help',
    categoryCode: 'drainage.blockage',
    district: '江汉区',
    address: '测试路 8 号',
    content: '门口下水道堵塞，请派人疏通。',
    requesterName: '某先生',
    requesterNumber: '19900000123',
    appointed: false,
    urgent: false,
    confidential: false,
    ...changes,
  };
}

let said = Date.UTC(2026, 5, 12, 8);
type Told<M> = M extends unknown ? Omit<M, 'cityNo' | 'saidAt'> : never;
type Said = CityMessage & { readonly messageId: string };

/** A message of the city, each said later than the one before. */
export function aCityMessage(
  words: Told<CityMessage>,
  of: { readonly cityNo?: string; readonly messageId?: string; readonly saidAt?: number } = {},
): Said {
  said += 1000;
  return { messageId: randomUUID(), cityNo: 'WH20260612000001', saidAt: said, ...of, ...words };
}

export const aDispatch = (changes: Partial<CityDemand> = {}, of = {}) =>
  aCityMessage({ kind: 'dispatch', demand: aDemand(changes) }, of);

export function enveloped(message: Said, place = ''): CityEnvelope {
  return { messageId: message.messageId, place, raw: JSON.stringify(message) };
}

/** A platform in this process: what it was told, and what it answers. Its texts are our own messages as JSON. */
function createScriptedCity() {
  const sent: CityEnvelope[] = [];
  const taken = new Map<string, CityReport>();
  let answer: Delivery = { kind: 'taken' };
  let isThere = true;
  /** Codes that the configuration knows not yet. */
  const unknown = new Set<string>();
  let deliveries = 0;
  const along: (readonly OutgoingFile[])[] = [];
  const platform: CityPlatform = {
    read(raw) {
      // A text of this test, which names no other city than this one.
      const read: unknown = JSON.parse(raw);
      const message = read as CityMessage;
      if (raw === '{}')
        return {
          ok: false,
          fault: { reason: 'unreadable', detail: 'cityNo' },
          kind: '',
          cityNo: null,
        };
      const { kind, cityNo } = message;
      const code = message.kind === 'dispatch' ? (message.demand.categoryCode ?? '') : '';
      if (unknown.has(code))
        return {
          ok: false,
          fault: { reason: 'unknownCode', detail: `category ${code}` },
          kind,
          cityNo,
        };
      return { ok: true, message };
    },
    async fetch(place) {
      if (!isThere) throw new Error('gone');
      return sent.slice(Number(place ?? 0));
    },
    async deliver(report, _signal, files = []) {
      deliveries += 1;
      along.push(files);
      if (!isThere) return { kind: 'unreachable', detail: 'timeout' };
      if (answer.kind === 'taken') taken.set(report.exchangeId, report);
      return answer;
    },
  };
  return {
    platform,
    unknown,
    taken: () => [...taken.values()],
    deliveries: () => deliveries,
    /** What came with each delivery. */
    along: () => along,
    say: (message: Said) => void sent.push(enveloped(message, String(sent.length + 1))),
    answerWith: (next: Delivery) => void (answer = next),
    goAway: () => void (isThere = false),
    comeBack: () => void (isThere = true),
  };
}

/** The hub's store in memory with a scripted city, and people who act on tickets. */
export async function openCityBench() {
  const hub = await openHubInMemory();
  const city = createScriptedCity();
  const system = 'city' as const;
  const { platform } = city;
  const attachments = createAttachmentsInMemory();
  const lines = { ...hub, system, platform, attachments };
  const whenFilesTold = tellFilesIn(hub);
  const deps = { ...lines, deliver: reportsTo(lines), whenFilesTold };
  const receive = (message: Said) => receiveCity(deps, enveloped(message));
  const ticketBy = async (cityNo = 'WH20260612000001'): Promise<Ticket | null> => {
    const ticketId = await hub.store.exchanges.ticketOf(cityNo);
    return ticketId === null ? null : hub.store.tickets.get(ticketId);
  };
  const act = (ticketId: string, actor: Actor, action: TicketAction): Promise<Ticket> =>
    hub.store.transaction(async (repositories) => {
      const before = await repositories.tickets.get(ticketId);
      if (!before) throw new Error('no such ticket');
      const { ticketNo, revision } = before;
      const base = { revision, intake: intakeOf(before) };
      const decision = decideTicket(
        before,
        { ticketId, ticketNo, base, call: null, action },
        {
          at: hub.clock.now(),
          workNo: '1001',
          role: actor,
          ...(actor === 'department' ? { departmentId: courseDepartment } : {}),
          numberKeyOf: () => null,
          eventId: randomUUID(),
          rules: shippedRules,
        },
      );
      if (decision.kind === 'refused') throw new Error(decision.code);
      const { ticket } = decision;
      await keepTicket(repositories, { before, ticket, at: hub.clock.now() });
      return ticket;
    });
  const ledger = async (direction: 'in' | 'out' | null = null) =>
    (
      await hub.store.exchanges.list({
        states: [],
        direction,
        ticketId: null,
        cityNo: null,
        before: null,
        limit: 200,
      })
    ).toReversed();
  const outgoing = async () =>
    (await ledger('out')).map(({ raw }) => readReport(raw)).filter((report) => report !== null);
  return { ...hub, city, deps, receive, ticketBy, act, ledger, outgoing };
}

export type CityBench = Awaited<ReturnType<typeof openCityBench>>;
