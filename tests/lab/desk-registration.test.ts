import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import type { ErrorCode } from '../../src/shared/error-codes.ts';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { labAccount } from '../support/lab-account.ts';
import { type Stack, type StackOptions, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';

/** What the agent sees when registration does not go as it should, on a real Asterisk. */
describe('registration on Asterisk', () => {
  let asterisk: Asterisk;
  const stacks: Stack[] = [];

  beforeAll(async () => {
    asterisk = await startAsterisk();
  });
  afterAll(async () => {
    await asterisk.stop();
  });
  afterEach(async () => {
    for (const stack of stacks.splice(0)) await stack.stop();
  });

  async function signedIn(options: StackOptions): Promise<Stack> {
    const stack = await startStack(options);
    stacks.push(stack);
    await stack.signIn();
    return stack;
  }
  const tells = (stack: Stack, code: ErrorCode) =>
    stack.desk().getByText(errorCatalogue[code].title).first().waitFor({ timeout: 30_000 });
  const ticketsWork = async (stack: Stack) => {
    await stack.desk().getByRole('button', { name: words.tickets.screen }).first().click();
    await stack.desk().getByRole('row').nth(1).waitFor();
  };

  it('says that the secret is wrong, while tickets go on working', async () => {
    const stack = await signedIn({ pbx: labAccount(asterisk, { secret: 'wrong' }) });
    await tells(stack, 'sip.badCredentials');
    expect(await asterisk.registered()).toEqual([]);
    await ticketsWork(stack);
  });

  it('refuses a certificate that nobody vouches for, and says so', async () => {
    const stack = await signedIn({ pbx: labAccount(asterisk, { serverUrl: asterisk.wssUrl }) });
    await tells(stack, 'sip.certificateNotTrusted');
    expect(await asterisk.registered()).toEqual([]);
  });

  it('registers over wss where the certificate is trusted', async () => {
    const stack = await signedIn({
      pbx: labAccount(asterisk, { serverUrl: asterisk.wssUrl }),
      browser: { args: ['--ignore-certificate-errors'] },
    });
    await stack.agent().untilReady(30_000);
    expect(await asterisk.registered()).toEqual(['1001']);
  });

  it('says that the PBX host is unknown', async () => {
    const account = labAccount(asterisk, { serverUrl: 'wss://pbx.invalid:8089/ws' });
    await tells(await signedIn({ pbx: account }), 'sip.unknownHost');
  });

  it('says that the extension is in use at another desk, which goes on working', async () => {
    const first = await signedIn({ pbx: labAccount(asterisk) });
    await first.agent().untilReady(30_000);
    const second = await signedIn({ pbx: labAccount(asterisk), hubUrl: first.hubUrl });
    await second.phone.getByText(errorCatalogue['sip.extensionTaken'].title).first().waitFor();
    await first.agent().untilReady(10_000);
  });

  it('registers again by itself after the PBX was killed and came back', async () => {
    const stack = await signedIn({ pbx: labAccount(asterisk) });
    await stack.agent().untilReady(30_000);
    await asterisk.kill();
    await tells(stack, 'sip.connectionLost');
    await asterisk.restart();
    await stack.agent().untilReady(60_000);
    const call = await asterisk.call({ to: '1001', fromNumber: '19900000123' });
    await until('the phone rings again', call.isRinging, 15_000);
    await call.hangUp();
  });
});
