import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { createHubReports } from '../../src/main/areas/agents/hub-reports.ts';
import { type ReplicaStore, createReplica } from '../../src/main/areas/hub-link/replica.ts';
import { hubError } from '../../src/main/hub-client/hub-errors.ts';
import { type HubLink, createHubLink } from '../../src/main/hub-client/hub-link.ts';
import { createHubTransport } from '../../src/main/hub-client/hub-transport.ts';
import { openSocket, systemTimers } from '../../src/main/system/system-parts.ts';
import type { AgentReport } from '../../src/shared/contract/agents/schemas.ts';
import { hubAddressOf } from '../../src/shared/contract/hub-address.ts';
import { systemClock } from '../../src/shared/node/system-clock.ts';
import { aFullIntake, aTicketSave } from '../support/hub-values.ts';
import { silentLogger } from '../support/silent-logger.ts';

/**
 * A process with many desks for `hub.bench.ts`, each with the product's own way to the hub: its HTTP and WebSocket client, its copy
 * of the feed (kept in memory here, not in SQLite) and its report every 5 s. Told by messages what to do; answers each with one.
 */
export type DesksOrder =
  | { readonly kind: 'open'; readonly url: string; readonly desks: readonly BenchDesk[] }
  /** So many commands, one every `everyMs`, from one desk after the other. */
  | { readonly kind: 'send'; readonly count: number; readonly everyMs: number }
  /** All that was seen since it was last asked. */
  | { readonly kind: 'tell' };

export interface BenchDesk {
  readonly workNo: string;
  readonly token: string;
  /** As a proxy before the hub would say it. */
  readonly address: string;
}

/** What the desks of one process have seen. Times are milliseconds of the machine's monotonic clock. */
export interface DesksSeen {
  readonly sent: readonly (readonly [ticketId: string, at: number])[];
  /** When each ticket came into the copies of the desks that had not written it. */
  readonly arrived: readonly (readonly [ticketId: string, at: readonly number[]])[];
  /** From the command to the hub's answer. */
  readonly answerMs: readonly number[];
  readonly reports: number;
  /** Of calls that failed and of feeds that had to begin again, with their codes. */
  readonly failures: readonly string[];
}

/** In an office no two desks are started in one moment. */
const spreadMs = 5000;
const now = (): number => Number(process.hrtime.bigint()) / 1e6;
const never = new AbortController().signal;
const report: AgentReport = {
  agent: {
    state: 'ready',
    since: 1,
    reason: '',
    endsAt: null,
    next: null,
    missedRings: 0,
    queueTold: null,
  },
  talking: false,
  reachable: true,
  why: null,
  orderDone: null,
};
const words =
  '反映小区二次供水水压偏低，早晚用水高峰六楼以上没有水，物业已查看水箱，要求尽快处理。';

interface OpenDesk {
  readonly link: HubLink;
  /** Tickets that it has written itself, or has in its copy. */
  readonly known: Set<string>;
}

const desks: OpenDesk[] = [];
let seen = nothingSeen();
let turn = 0;

function nothingSeen() {
  const arrived = new Map<string, number[]>();
  return {
    sent: [] as [string, number][],
    arrived,
    answerMs: [] as number[],
    reports: 0,
    failures: [] as string[],
  };
}

const logger = {
  ...silentLogger,
  debug: (event: string, fields: { readonly code?: unknown } = {}) =>
    void seen.failures.push(`${event} ${String(fields.code)}`),
};

/** Resolves when its copy is the hub's. */
function openDesk(url: string, { token, address, workNo }: BenchDesk): Promise<void> {
  const transport = createHubTransport({
    address: hubAddressOf(url),
    fetch(input, init) {
      const request = new Request(input, init);
      request.headers.set('x-real-ip', address);
      return fetch(request);
    },
    openSocket: (to, headers) => openSocket(to, Object.assign({ 'x-real-ip': address }, headers)),
  });
  const link = createHubLink({
    transport,
    tokens: { accessToken: async () => token, refuse: () => undefined },
    onStatus: () => undefined,
  });
  const desk = { link, known: new Set<string>() };
  desks.push(desk);
  const parts = { link, clock: systemClock, timers: systemTimers, logger };
  const reports = createHubReports({
    ...parts,
    person: () => workNo,
    report: () => Object.assign({ extension: workNo }, report),
    onAnswer: (answer) => {
      if (answer !== null) seen.reports += 1;
    },
    onOrder: () => undefined,
  });
  void reports.run(never);
  return new Promise((resolve) => {
    const replica = createReplica({
      ...parts,
      random: Math.random,
      store: storeOf(desk),
      isSignedIn: () => true,
      onTicket: () => undefined,
      onForgotten: () => undefined,
      onOfficeRules: () => undefined,
      onIncidents: () => undefined,
      onFilling: () => undefined,
      onOpenHere: () => undefined,
      onCurrent: () => resolve(),
    });
    void replica.run(never);
  });
}

function storeOf({ known }: OpenDesk): ReplicaStore {
  const texts = new Map<string, string>();
  return {
    meta: {
      getMeta: async (key) => texts.get(key) ?? null,
      setMeta: async (key, value) => void texts.set(key, value),
    },
    tickets: {
      forgetTickets: async () => [],
      async applyHubTickets(tickets) {
        const at = now();
        for (const { ticketId } of tickets) {
          if (known.has(ticketId)) continue;
          known.add(ticketId);
          const times = seen.arrived.get(ticketId) ?? [];
          seen.arrived.set(ticketId, times);
          times.push(at);
        }
      },
    },
    knowledge: { applyKnowledge: async () => undefined },
    office: { applyOfficeRules: async () => undefined },
    incidents: { applyIncidents: async () => undefined },
  };
}

async function sendOne(): Promise<void> {
  const desk = desks[turn % desks.length];
  turn += 1;
  if (!desk) throw new Error('no desks');
  const ticketId = randomUUID();
  desk.known.add(ticketId);
  const changes = Object.assign(aFullIntake(), { content: words.repeat(6) });
  const command = aTicketSave(ticketId, { changes, at: systemClock.now() });
  const sentAt = now();
  seen.sent.push([ticketId, sentAt]);
  try {
    await desk.link.call((hub) => hub.commands.submit({ commandId: randomUUID(), command }));
    seen.answerMs.push(now() - sentAt);
  } catch (error) {
    seen.failures.push(`command ${hubError(error).code}`);
  }
}

/** Obeys; resolves with what is answered. */
async function obey(order: DesksOrder): Promise<DesksSeen | null> {
  switch (order.kind) {
    case 'open':
      await Promise.all(
        order.desks.map(async (desk, index) => {
          await setTimeout((index / order.desks.length) * spreadMs);
          await openDesk(order.url, desk);
        }),
      );
      return null;
    case 'send': {
      const beganAt = now();
      const answers: Promise<void>[] = [];
      for (let index = 0; index < order.count; index += 1) {
        // By the clock, and not after the answer before: a hub that is late is not spared.
        await setTimeout(Math.max(0, beganAt + index * order.everyMs - now()));
        answers.push(sendOne());
      }
      await Promise.all(answers);
      return null;
    }
    case 'tell': {
      const told = { ...seen, arrived: [...seen.arrived] };
      seen = nothingSeen();
      return told;
    }
  }
}

process.on('message', (order: DesksOrder) => {
  void obey(order).then((answer) => process.send?.(answer));
});
