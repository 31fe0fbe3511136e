import { readFile } from 'node:fs/promises';
import { type ServerResponse, createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { launchedMark } from '../../src/shared/contract/door.ts';
import { paths } from '../../src/shared/contract/http-paths.ts';
import { createScriptedDoor } from './host/scripted-door.ts';
import { type DeskScript, createDeskScript } from './desk/desk-script.ts';
import { scriptedDeskRouter } from './desk/scripted-desk-router.ts';

export interface ScriptedDeskHost {
  readonly url: string;
  readonly script: DeskScript;
  /** Cuts the page's connection; it comes back by itself unless `refuse` is set. */
  cut(): void;
  refuse(refused: boolean): void;
  close(): Promise<void>;
}

/** As strict as the product's hosts: no inline scripts; inline styles because Ant Design writes style elements. */
const policy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** Where `build` puts them. */
const pages = join(import.meta.dirname, '../../dist/renderer');

/** The built desk page and a host behind it that does what the test says. Loopback, a free port. */
export async function startScriptedDeskHost(): Promise<ScriptedDeskHost> {
  const script = createDeskScript();
  const handler = new RPCHandler(scriptedDeskRouter(script));
  const sockets = new WebSocketServer({ noServer: true });
  let refused = false;
  const door = createScriptedDoor('desk');
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/door/')) return void door(request, response);
    void serve(new URL(request.url ?? '/', 'http://desk').pathname, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (refused || request.url !== paths.rpcDesk) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (websocket) => void handler.upgrade(websocket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the scripted host has no port');
  const cut = () => {
    for (const client of sockets.clients) client.terminate();
  };
  return {
    url: `http://127.0.0.1:${address.port}/desk/index.html${launchedMark}`,
    script,
    cut,
    refuse: (next) => {
      refused = next;
    },
    close: async () => {
      cut();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Every recording is a silent second, and its sound cannot be played. */
function serveRecording(pathname: string, response: ServerResponse): boolean {
  const [, recordingId, what] =
    /^\/recordings\/([0-9a-f-]{36})\/(audio|timeline)$/.exec(pathname) ?? [];
  if (recordingId === undefined) return false;
  const peaks = { stepMs: 100, agentPeaks: [0], citizenPeaks: [0] };
  const timeline = { recordingId, durationMs: 1000, marks: [], ...peaks };
  response.setHeader('content-type', what === 'audio' ? 'audio/ogg' : 'application/json');
  response.end(what === 'audio' ? '' : JSON.stringify(timeline));
  return true;
}

async function serve(pathname: string, response: ServerResponse) {
  if (serveRecording(pathname, response)) return;
  try {
    const body = await readFile(join(pages, normalize(pathname)));
    response.setHeader('content-type', types[extname(pathname)] ?? 'application/octet-stream');
    response.setHeader('content-security-policy', policy);
    response.end(body);
  } catch {
    response.statusCode = 404;
    response.end();
  }
}
