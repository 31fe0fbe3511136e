import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Host } from '../../../src/main/host.ts';
import { type NodeServer, startNodeServer } from '../../../src/main/node/node-server.ts';
import { createPageProver } from '../../../src/renderer/host/prove-page.ts';
import type { DoorPage } from '../../../src/shared/contract/door.ts';
import { systemClock } from '../../../src/shared/node/system-clock.ts';
import { aDataDirectory, removeDirectory, startTestHost } from '../../support/host/desk-host.ts';
import { silentLogger } from '../../support/silent-logger.ts';

/** One browser profile: cookies and keys that all its windows share. */
function aBrowser() {
  const jar = new Map<string, string>();
  const kept = new Map<DoorPage, CryptoKey>();
  const fetchIn = async (url: string, init: RequestInit = {}) => {
    const { origin } = new URL(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...Object.fromEntries(new Headers(init.headers)), cookie };
    const answer = await fetch(url, {
      ...init,
      headers: init.method === 'POST' ? { ...headers, origin } : headers,
      redirect: 'manual',
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return answer;
  };
  return {
    /** Opens a window by a launch URL; gives how it proves itself before each connection. */
    async open(launchUrl: string, page: DoorPage = 'desk') {
      await fetchIn(launchUrl);
      const { origin, port } = new URL(launchUrl);
      return createPageProver({
        page,
        port: Number(port),
        isLaunched: true,
        keys: {
          get: async (of) => kept.get(of) ?? null,
          set: async (of, key) => void kept.set(of, key),
        },
        fetch: (input, init) =>
          fetchIn(new URL(input instanceof Request ? input.url : input, origin).href, init),
        crypto,
      });
    },
  };
}

describe('the same page opened again', () => {
  let directory: string;
  let host: Host;
  let server: NodeServer;
  const start = (port: number) =>
    startNodeServer(host, {
      port,
      dataDirectory: directory,
      clock: systemClock,
      logger: silentLogger,
    });
  beforeEach(async () => {
    directory = aDataDirectory();
    host = await startTestHost(directory);
    server = await start(0);
  });
  afterEach(async () => {
    await server.close();
    await host.close();
    removeDirectory(directory);
  });

  it('tells the first that it was opened elsewhere, not that a stranger answers', async () => {
    const browser = aBrowser();
    const first = await browser.open(server.launchUrl('desk'));
    expect(await first()).toBe('proven');
    const second = await browser.open(server.launchUrl('desk'));
    expect(await second()).toBe('proven');
    expect(await first()).toBe('openedElsewhere');
    expect(await second()).toBe('proven');
  });

  it('says so over a restart of the host too', async () => {
    const browser = aBrowser();
    const first = await browser.open(server.launchUrl('desk'));
    expect(await first()).toBe('proven');
    const second = await browser.open(server.launchUrl('desk'));
    expect(await second()).toBe('proven');
    const { port } = server;
    await server.close();
    server = await start(port);
    // A connection kept open to the host that is gone says `away` once.
    await expect.poll(first, { timeout: 5000 }).toBe('openedElsewhere');
    expect(await second()).toBe('proven');
  });

  it('in another profile, or of the other kind, leaves it alone', async () => {
    const browser = aBrowser();
    const first = await browser.open(server.launchUrl('desk'));
    expect(await first()).toBe('proven');
    const elsewhere = await aBrowser().open(server.launchUrl('desk'));
    const phone = await browser.open(server.launchUrl('phone'), 'phone');
    expect([await elsewhere(), await phone()]).toEqual(['proven', 'proven']);
    expect(await first()).toBe('proven');
  });
});
