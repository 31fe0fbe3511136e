import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HostProcess, startHostProcess } from '../../support/host-process.ts';
import { sendAndReset } from '../../support/raw-client.ts';

describe('the port of the browser host', () => {
  let host: HostProcess;
  beforeAll(async () => {
    host = await startHostProcess();
  });
  afterAll(() => host.remove());

  it('outlives upgrades that are reset before they are answered', async () => {
    const upgrade =
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    for (let tries = 0; tries < 300; tries += 1) {
      expect(await sendAndReset(host.port, upgrade), `after ${tries} tries`).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, tries % 8));
    }
    expect(host.exited(), host.log()).toBeNull();
  });
});
