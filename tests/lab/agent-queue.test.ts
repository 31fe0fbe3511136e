import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { hubClient } from '../support/hub-client.ts';
import { labAccount } from '../support/lab-account.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { openHubApi } from '../../tools/demo/hub-api.ts';

const queueCodes = { logIn: '*45', logOut: '*46', pause: '*47', unpause: '*48' };

/** The desk tells a real queue of its agent by feature codes. */
describe('an agent and the queue of Asterisk', { shuffle: false }, () => {
  let asterisk: Asterisk;
  let stack: Stack;
  let colleague: ReturnType<typeof hubClient>;

  beforeAll(async () => {
    asterisk = await startAsterisk();
    // As the sample says: no fixed members where desks log in by themselves.
    const queues = join(asterisk.folder, 'queues.conf');
    writeFileSync(queues, readFileSync(queues, 'utf8').replaceAll(/^member =>.*$/gm, ''));
    await asterisk.manager().command('queue reload all');
    stack = await startStack({ pbx: { ...labAccount(asterisk), calling: { queueCodes } } });
    const { accessToken } = await hubClient(stack.hubUrl).auth.signIn({
      workNo: '1002',
      password: 'demo-hotline-2026',
      deskId: '99999999-0000-4000-8000-000000000002',
    });
    colleague = hubClient(stack.hubUrl, accessToken);
  });
  afterAll(async () => {
    await stack.stop();
    await asterisk.stop();
  });

  /** Lines that `queue show` has for this desk's phone. */
  const member = async () =>
    (await asterisk.manager().command('queue show hotline'))
      .split('\n')
      .filter((line) => line.includes('PJSIP/1001'))
      .join();
  const untilMember = (what: string, isIt: (line: string) => boolean) =>
    expect
      .poll(async () => isIt(await member()), { message: what, timeout: 40_000, interval: 200 })
      .toBe(true);
  const isOpen = (line: string) => line !== '' && !line.includes('paused');
  const isPaused = (line: string) => line.includes('paused');
  /** Somebody else is ready, so that the last-ready guard lets this agent go. */
  const choose = async (name: string) => {
    await colleague.agents.report({
      agent: {
        state: 'ready',
        since: Date.now(),
        reason: '',
        endsAt: null,
        next: null,
        missedRings: 0,
        queueTold: null,
      },
      talking: false,
      reachable: true,
      orderDone: null,
    });
    const desk = stack.desk();
    await desk.getByRole('button', { name: /^坐席状态/ }).click();
    const menu = desk.getByRole('dialog', { name: '坐席状态' });
    await menu.getByRole('button', { name, exact: true }).click();
    await menu.waitFor({ state: 'hidden' });
  };
  const ring = () => asterisk.call({ to: 'queue', fromNumber: '19900000777', line: '水务热线' });

  it('logs in and is rung, pauses and is not, is rung again, and logs out', async () => {
    expect(await member()).toBe('');
    await stack.signIn();
    await stack.agent().untilReady(60_000);
    await untilMember('logged in', isOpen);
    const first = await ring();
    await stack.desk().getByText('199 0000 0777').first().waitFor({ timeout: 15_000 });
    await first.hangUp();
    await first.untilEnded();

    await choose('整理工单');
    await untilMember('paused', isPaused);
    const second = await ring();
    await expect
      .poll(() => asterisk.manager().command('queue show hotline'), { timeout: 15_000 })
      .toContain('hotline has 1 calls');
    expect(second.isRinging()).toBe(false);
    await choose('就绪');
    await untilMember('open again', isOpen);
    await stack.desk().getByText('199 0000 0777').first().waitFor({ timeout: 15_000 });
    await second.hangUp();
    await second.untilEnded();

    await choose('签出');
    await untilMember('logged out', (line) => line === '');
    const lead = await openHubApi(stack.hubUrl, '2001', 'demo-hotline-2026');
    const dialled = (await lead.calls()).filter(({ call }) => call.number.raw.startsWith('*'));
    expect(dialled).toEqual([]);
  });

  it('is told again by itself after a restart of the PBX', async () => {
    await stack
      .desk()
      .getByRole('button', { name: /^坐席状态/ })
      .click();
    await stack.desk().getByRole('button', { name: '签入', exact: true }).click();
    await untilMember('logged in', isOpen);
    await asterisk.restart();
    await untilMember('logged in at the new PBX', isOpen);
  });
});
