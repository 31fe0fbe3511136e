import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { implement } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { launchedMark } from '../../src/shared/contract/door.ts';
import {
  type DeskFace,
  type PhoneOrder,
  phoneHostContract,
} from '../../src/shared/contract/phone-host.ts';
import type { AgentView } from '../../src/shared/domain/agents/agent-view.ts';
import { judgeSeat } from '../../src/shared/domain/seat/seat-verdict.ts';
import type { Levels } from '../../src/shared/domain/desk/desk-state.ts';
import {
  type PhoneCommand,
  type PhoneConfig,
  type PhoneSnapshot,
  idlePhone,
} from '../../src/shared/domain/phone/phone-state.ts';
import type { RecordingEvent } from '../../src/shared/domain/recordings/recording.ts';
import { agent as agentUser, anAgentView } from './desk/desk-samples.ts';
import { createScriptedDoor } from './host/scripted-door.ts';
import { until } from './until.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A host with nothing behind it but memory: grants the lease, keeps what the phone page tells, takes chunks. */
export interface PhoneHost {
  readonly pageUrl: string;
  readonly snapshots: PhoneSnapshot[];
  /** Calls of nobody that a page has rehearsed. */
  readonly rehearsed: PhoneSnapshot[];
  readonly levels: Levels[];
  readonly reports: RecordingEvent[];
  readonly begun: string[];
  readonly finished: { recordingId: string; chunkCount: number; durationMs: number }[];
  /** Bytes per recording, in the order of their chunks. */
  readonly chunks: Map<string, Buffer[]>;
  order(order: PhoneOrder): void;
  /** What the agent of this desk is said to do; ready until told otherwise. */
  setAgent(agent: AgentView): void;
  /** Resolves with the error code, `null` when done. */
  command(command: PhoneCommand): Promise<string | null>;
  /** Closes the pages' connections under their feet. */
  dropConnections(): void;
  close(): Promise<void>;
}

export async function startPhoneHost(
  pagesDirectory: string,
  config: PhoneConfig | null,
): Promise<PhoneHost> {
  const queue: PhoneOrder[] = [];
  const answers = new Map<string, string | null>();
  let wake = () => {};
  const push = (order: PhoneOrder) => {
    queue.push(order);
    wake();
  };
  const host = {
    snapshots: [] as PhoneSnapshot[],
    rehearsed: [] as PhoneSnapshot[],
    levels: [] as Levels[],
    reports: [] as RecordingEvent[],
    begun: [] as string[],
    finished: [] as { recordingId: string; chunkCount: number; durationMs: number }[],
    chunks: new Map<string, Buffer[]>(),
  };
  let agent = anAgentView();
  /** Judged as a host does whose disk is fine. */
  const faceNow = (): DeskFace => {
    const now = Date.now();
    const seat = judgeSeat(
      {
        user: agentUser,
        phone: host.snapshots.at(-1) ?? idlePhone,
        phoneConnected: true,
        calling: config?.calling ?? null,
        disk: { enough: true, checkedAt: now - (now % 10_000) },
        problems: [],
      },
      now,
    );
    return { agent, seat };
  };
  const base = implement(phoneHostContract);
  const router = base.router({
    info: base.info.handler(() => ({ notifications: 'host' as const })),
    diagnose: base.diagnose.handler(() => ({ code: 'sip.connectionLost' as const })),
    attach: base.attach.handler(async function* ({ signal }) {
      yield { kind: 'config' as const, config };
      while (!signal?.aborted) {
        const next = queue.shift();
        if (next) yield next;
        else
          await new Promise<void>((resolve) => {
            wake = resolve;
            signal?.addEventListener('abort', () => resolve());
          });
      }
    }),
    face: base.face.handler(async function* ({ signal }) {
      let shown = '';
      while (!signal?.aborted) {
        const face = faceNow();
        if (JSON.stringify(face) !== shown) yield face;
        shown = JSON.stringify(face);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }),
    rehearse: base.rehearse.handler(({ input }) => void host.rehearsed.push(input)),
    publish: base.publish.handler(({ input }) => void host.snapshots.push(input)),
    levels: base.levels.handler(({ input }) => void host.levels.push(input)),
    commandDone: base.commandDone.handler(
      ({ input }) => void answers.set(input.commandId, input.error),
    ),
    recordings: {
      begin: base.recordings.begin.handler(({ input }) => void host.begun.push(input.recordingId)),
      finish: base.recordings.finish.handler(({ input }) => void host.finished.push(input)),
      report: base.recordings.report.handler(({ input }) => void host.reports.push(input)),
    },
  });
  const rpc = new RPCHandler(router);
  const door = createScriptedDoor('phone');
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/door/')) return void door(request, response);
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const chunk = /^\/recordings\/([^/]+)\/chunks\/(\d+)$/.exec(pathname);
    if (request.method === 'PUT' && chunk?.[1]) {
      const recordingId = chunk[1];
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        host.chunks.set(recordingId, [
          ...(host.chunks.get(recordingId) ?? []),
          Buffer.concat(parts),
        ]);
        response.writeHead(204).end();
      });
      return;
    }
    readFile(
      join(pagesDirectory, pathname.endsWith('/') ? `${pathname}index.html` : pathname),
    ).then(
      (content) =>
        response
          .writeHead(200, { 'content-type': types[extname(pathname)] ?? 'text/html' })
          .end(content),
      () => response.writeHead(404).end(),
    );
  });
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => void rpc.upgrade(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    ...host,
    pageUrl: `http://127.0.0.1:${port}/phone/${launchedMark}`,
    order: push,
    setAgent: (next) => void (agent = next),
    async command(command) {
      const commandId = crypto.randomUUID();
      push({ kind: 'command', commandId, command });
      await until(`command ${command.kind} done`, () => answers.has(commandId), 15_000);
      return answers.get(commandId) ?? null;
    },
    dropConnections: () => sockets.clients.forEach((client) => client.terminate()),
    async close() {
      sockets.clients.forEach((client) => client.terminate());
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
