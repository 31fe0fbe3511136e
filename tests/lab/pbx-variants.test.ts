import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import { startAsterisk } from '../support/asterisk.ts';
import { type DeskRemote, openDeskRemote } from '../support/desk-remote.ts';
import { labAccount } from '../support/lab-account.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { until } from '../support/until.ts';
import { isRecorded } from '../support/is-recorded.ts';

const agent = { workNo: '1001', password: 'demo-hotline-2026' };
const deskFile = z.looseObject({ pbx: z.looseObject({}) });

/** What Asterisk asks phones for, and how its machine is called, differ from office to office; one Asterisk for each pair. */
describe.each([
  { digest: 'MD5', hostName: '0c1d2e3f4a5b' },
  { digest: 'SHA-256', hostName: 'pbx_01' },
  { digest: 'MD5,SHA-256', hostName: '2024-pbx' },
])('an Asterisk that asks for $digest on a machine named $hostName', (options) => {
  it('registers the desk, rings it, takes its call and its BYE, and says when the secret is wrong', async () => {
    const asterisk = await startAsterisk(options);
    onTestFinished(() => asterisk.stop());
    const stack = await startStack({ pbx: labAccount(asterisk) });
    onTestFinished(() => stack.stop());
    const desk = await openDeskRemote(stack);
    await desk.client.session.signIn(agent);
    await desk.watch.until(
      'registered',
      ({ phone }) => phone.registration.kind === 'registered',
      30_000,
    );
    await asterisk.manager().command('pjsip set logger on');

    const citizen = await asterisk.call({ to: '1001', fromNumber: '19900000777' });
    const rung = await desk.untilCall('rings', ({ state }) => state === 'alerting');
    expect(rung.number.display).toBe('199 0000 0777');
    expect(readFileSync(join(asterisk.folder, 'console.log'), 'latin1')).toContain(
      `@${options.hostName}`,
    );
    await desk.act({ kind: 'answer', callId: rung.callId });
    await citizen.untilAnswered();
    await until('the citizen hears the agent', () => citizen.heardLevel(800) > 0.01, 15_000);
    await desk.act({ kind: 'hangUp', callId: rung.callId });
    await citizen.untilEnded();

    const callId = randomUUID();
    await desk.act({ kind: 'dial', callId, number: '19900000200', ticketNo: null });
    await desk.untilCall('recorded', (call) => call.callId === callId && isRecorded(call));
    await desk.act({ kind: 'hangUp', callId });
    const channels = () => asterisk.manager().command('core show channels concise');
    await expect.poll(channels, { timeout: 10_000 }).not.toContain('PJSIP/1001');

    await useSecret(stack, desk, 'wrong');
    const { title } = errorCatalogue['sip.badCredentials'];
    await stack.desk().getByText(title).first().waitFor({ timeout: 30_000 });
  });
});

/** Starts the desk's host anew with another secret; the pages stay open. */
async function useSecret(stack: Stack, desk: DeskRemote, secret: string): Promise<void> {
  const file = join(stack.deskFolder, 'desk.json');
  const { pbx, ...rest } = deskFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify({ ...rest, pbx: { ...pbx, secret } }));
  await desk.close();
  await stack.restartHost();
}
