import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SipConnection } from '../../../../src/training/sip/connection.ts';
import { type ExchangeOutcome, createExchange } from '../../../../src/training/sip/exchange.ts';
import { aResponse } from '../../../support/sip-text.ts';

const connection: SipConnection = {
  connectionId: 1,
  isOpen: () => true,
  send: () => undefined,
  drop: () => undefined,
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function asked(method: string) {
  const outcomes: ExchangeOutcome[] = [];
  const exchange = createExchange();
  exchange.send(connection, {
    branch: 'z9hG4bKours',
    method,
    text: '',
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return { exchange, outcomes };
}

describe('createExchange', () => {
  it('tells a final response once, except the repeated 2xx of an INVITE', () => {
    const bye = asked('BYE');
    bye.exchange.handleResponse(aResponse(200, 'BYE'));
    bye.exchange.handleResponse(aResponse(200, 'BYE'));
    expect(bye.outcomes).toHaveLength(1);
    const invite = asked('INVITE');
    invite.exchange.handleResponse(aResponse(200));
    invite.exchange.handleResponse(aResponse(200));
    expect(invite.outcomes).toHaveLength(2);
    vi.advanceTimersByTime(32_000);
    expect(invite.outcomes).toHaveLength(2);
  });

  it('gives up after 64 × T1, but not while a phone rings', () => {
    const silent = asked('INVITE');
    vi.advanceTimersByTime(32_000);
    expect(silent.outcomes).toEqual(['timeout']);
    const ringing = asked('INVITE');
    ringing.exchange.handleResponse(aResponse(180));
    vi.advanceTimersByTime(120_000);
    expect(ringing.outcomes).toEqual([]);
  });

  it('tells at once that the socket is gone', () => {
    const { exchange, outcomes } = asked('INVITE');
    exchange.handleClosed(connection);
    expect(outcomes).toEqual(['lost']);
  });
});
