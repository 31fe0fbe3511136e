import type { ClientContext, ClientLink } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import {
  type Connector,
  type LinkState,
  createReconnectingLink,
} from '../../../../src/renderer/host/reconnecting-link.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';

function start() {
  const timers = createFakeTimers();
  const attempts: Parameters<Connector>[0][] = [];
  const states: LinkState[] = [];
  const reconnecting = createReconnectingLink({
    connect: (handlers) => {
      attempts.push(handlers);
      return () => {};
    },
    random: () => 0.5,
    setTimer: timers.setTimer,
  });
  reconnecting.onState((state) => states.push(state));
  const up = (link: ClientLink<ClientContext>) => attempts.at(-1)?.onUp({ link, close: () => {} });
  const down = () => attempts.at(-1)?.onDown();
  return { timers, attempts, states, reconnecting, up, down };
}

const answering = (answer: string): ClientLink<ClientContext> => ({ call: async () => answer });
const call = (link: ClientLink<ClientContext>) => link.call(['info'], undefined, { context: {} });

describe('link to the host', () => {
  it('lets calls wait for the first connection', async () => {
    const { reconnecting, up } = start();
    const first = call(reconnecting.link);
    up(answering('here'));
    await expect(first).resolves.toBe('here');
  });

  it('refuses calls while the host is away and serves them again afterwards', async () => {
    const { reconnecting, up, down, timers, states } = start();
    up(answering('one'));
    down();
    await expect(call(reconnecting.link)).rejects.toMatchObject({ code: 'ipc.disconnected' });
    timers.advance(0);
    up(answering('two'));
    await expect(call(reconnecting.link)).resolves.toBe('two');
    expect(states).toEqual(['connected', 'connecting', 'connected']);
  });

  it('tries again at once, then with pauses, without end', () => {
    const { attempts, down, timers } = start();
    down();
    timers.advance(0);
    expect(attempts).toHaveLength(2);
    for (let attempt = 3; attempt <= 50; attempt += 1) {
      down();
      timers.advance(100);
      expect(attempts).toHaveLength(attempt - 1);
      timers.advance(3000);
      expect(attempts).toHaveLength(attempt);
    }
  });

  it('turns a failure of the connection into ipc.disconnected', async () => {
    const { reconnecting, up } = start();
    up({ call: async () => Promise.reject(new Error('socket died')) });
    await expect(call(reconnecting.link)).rejects.toMatchObject({ code: 'ipc.disconnected' });
  });

  it('stays closed', () => {
    const { reconnecting, up, down, timers, attempts } = start();
    up(answering('one'));
    reconnecting.close();
    down();
    timers.advance(60_000);
    expect(attempts).toHaveLength(1);
    expect(reconnecting.state()).toBe('connecting');
  });
});
