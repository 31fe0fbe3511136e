import { readFileSync } from 'node:fs';
import type { MessagePort } from 'node:worker_threads';
import vm from 'node:vm';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import type { deskHostContract } from '../../../src/shared/contract/areas.ts';
import type { phoneHostContract } from '../../../src/shared/contract/phone-host.ts';
import { EventEmitter } from 'node:events';
import type { BrowserWindowDouble, ElectronDouble } from './electron-double.ts';

/** What the page of a window sees: the preload bundle has run in it, and it may ask for its port. */
export interface PageDouble {
  /** Names that the preload put on `window`. */
  readonly exposed: Record<string, unknown>;
  /** Asks for a port as `renderer/host/page-link.ts` does; `null` when main gives none. */
  wantPort(): Promise<MessagePort | null>;
}

/** Runs the built preload for the page in `window`, between the page's messages and Electron's channels. */
export function openPage(
  double: ElectronDouble,
  window: BrowserWindowDouble,
  preloadFile: string,
): PageDouble {
  const exposed: Record<string, unknown> = {};
  const listeners: ((event: { source: unknown; data: unknown }) => void)[] = [];
  const received: MessagePort[] = [];
  const ipcRenderer = Object.assign(new EventEmitter(), {
    send: (channel: string) =>
      double.ipcMain.emit(channel, {
        sender: window.webContents,
        senderFrame: window.webContents.mainFrame,
      }),
  });
  window.webContents.mainFrame.onPosted = (channel, message, ports) =>
    void ipcRenderer.emit(channel, { ports: ports.map((port) => port.nodePort) }, message);
  const pageWindow = {
    addEventListener: (_type: string, listener: (typeof listeners)[number]) =>
      void listeners.push(listener),
    postMessage: (data: { kind: string }, _origin: string, ports: MessagePort[] = []) => {
      if (data.kind === 'hotline-port') received.push(...ports);
      else for (const listener of listeners) listener({ source: pageWindow, data });
    },
  };
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: unknown) => void (exposed[name] = api),
    },
    ipcRenderer,
  };
  vm.runInNewContext(readFileSync(preloadFile, 'utf8'), {
    require: (name: string) => {
      if (name !== 'electron') throw new Error(`a sandboxed preload cannot require ${name}`);
      return electron;
    },
    exports: {},
    module: {},
    window: pageWindow,
    location: { origin: 'app://desk' },
  });
  return {
    exposed,
    async wantPort() {
      pageWindow.postMessage({ kind: 'hotline-port-wanted' }, 'app://desk');
      return received.pop() ?? null;
    },
  };
}

export type DeskClient = ContractRouterClient<typeof deskHostContract>;
export type PhoneClient = ContractRouterClient<typeof phoneHostContract>;

/** The contract's client over a port, as in the page. */
export function clientOf<Client>(port: MessagePort | null): Client {
  if (port === null) throw new Error('main gave no port');
  const link = new RPCLink({ port: port as unknown as globalThis.MessagePort });
  port.start();
  return createORPCClient(link) as Client;
}
