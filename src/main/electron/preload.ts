import { contextBridge, ipcRenderer } from 'electron';
import { portChannel, portWantedChannel } from './pages.ts';

/**
 * All that a page gets from Electron: the sign that it may ask for a port, and the port. No channel, no module and no
 * Node reaches the page.
 */
contextBridge.exposeInMainWorld('hotlineBridge', { version: 1 });

window.addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
  if (source === window && isPortWish(data)) ipcRenderer.send(portWantedChannel);
});

ipcRenderer.on(portChannel, ({ ports }, { page }: { readonly page: string }) => {
  window.postMessage({ kind: 'hotline-port', page }, location.origin, ports);
});

function isPortWish(data: unknown): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    'kind' in data &&
    data.kind === 'hotline-port-wanted'
  );
}
