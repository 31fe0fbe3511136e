import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { labAccount } from '../support/lab-account.ts';
import { type Stack, startStack } from '../support/stack.ts';

/** The shortest that RFC 4028 allows. Asterisk ends a session that nobody has refreshed after two thirds of it. */
const sessionExpiresSeconds = 90;
const pastItsEndMs = 75_000;

describe('the session timer of a call on Asterisk', () => {
  let asterisk: Asterisk;
  let stack: Stack;
  beforeAll(async () => {
    asterisk = await startAsterisk();
    stack = await startStack({ pbx: { ...labAccount(asterisk), sessionExpiresSeconds } });
    await stack.signIn();
    await stack.agent().untilReady(60_000);
  }, 120_000);
  afterAll(async () => {
    await stack.stop();
    await asterisk.stop();
  });

  it('is refreshed by the desk, so that a call lives on past it', async () => {
    const call = await asterisk.call({ to: '1001', fromNumber: '19900000777' });
    await stack.agent().answer();
    await call.untilAnswered();
    await setTimeout(pastItsEndMs);
    expect(call.hasEnded()).toBe(false);
    await call.hangUp();
    await call.untilEnded();
  }, 150_000);
});
