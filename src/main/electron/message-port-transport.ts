import { RPCHandler } from '@orpc/server/message-port';
import type { IpcMainEvent, WebContents } from 'electron';
import type { Logger } from '../../shared/logger.ts';
import type { Host } from '../host.ts';
import type { RpcContext } from '../host/desk-guards.ts';
import type { ElectronApi } from './electron-api.ts';
import { type Page, isOurUrl, portChannel, portWantedChannel } from './pages.ts';

export interface PortDeps {
  readonly electron: Pick<ElectronApi, 'ipcMain' | 'MessageChannelMain'>;
  readonly host: Pick<Host, 'deskRouter' | 'phoneRouter' | 'connectionClosed'>;
  /** Which page lives in these contents; `null` for strangers. */
  readonly pageOf: (contents: WebContents) => Page | null;
  readonly newId: () => string;
  readonly logger: Logger;
}

/**
 * Hands a fresh MessagePort to each page that asks, and answers the page's contract on its other end. Which contract
 * that is depends on the window, never on what the page says. Returns the way to stop.
 */
export function servePorts({ electron, host, pageOf, newId, logger }: PortDeps): () => void {
  const handlers = {
    desk: new RPCHandler<RpcContext>(host.deskRouter),
    phone: new RPCHandler<RpcContext>(host.phoneRouter),
  };
  const handleWanted = (event: IpcMainEvent) => {
    const page = pageOf(event.sender);
    const frame = event.senderFrame;
    if (
      page === null ||
      frame === null ||
      frame !== event.sender.mainFrame ||
      !isOurUrl(frame.url)
    ) {
      logger.warn('security.portRefused');
      return;
    }
    const connectionId = newId();
    const { port1, port2 } = new electron.MessageChannelMain();
    port1.on('close', () => host.connectionClosed(connectionId));
    handlers[page].upgrade(port1, { context: { connectionId } });
    port1.start();
    frame.postMessage(portChannel, { page }, [port2]);
  };
  electron.ipcMain.on(portWantedChannel, handleWanted);
  return () => void electron.ipcMain.off(portWantedChannel, handleWanted);
}
