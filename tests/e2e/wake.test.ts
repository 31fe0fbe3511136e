import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { type TrainingLine, startTrainingLine } from '../support/training-line.ts';
import { until } from '../support/until.ts';

/** The issue's own number: rung-able again so soon after wake. */
const wakeMs = 3000;
/** Longer than any page is late by load alone. */
const sleepMs = 14_000;

/** The pages frozen as a sleeping PC freezes them, their sockets cut meanwhile, as the PBX sees it. */
describe('a desk that slept', () => {
  let line: TrainingLine;
  let stack: Stack;
  beforeAll(async () => {
    line = await startTrainingLine();
    stack = await startStack({ pbx: line.account });
    await stack.signIn();
    await stack.agent().untilReady(30_000);
  });
  afterAll(async () => {
    await stack.stop();
    await line.pbx.close();
  });

  it('can really be rung within three seconds of its waking, and proves its seat anew', async () => {
    const session = await stack.phone.context().newCDPSession(stack.phone);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    const asleepAt = performance.now();
    expect(line.pbx.faults.dropSockets()).toBe(1);
    await until('the sleep', () => performance.now() - asleepAt > sleepMs, 2 * sleepMs);

    await session.send('Page.setWebLifecycleState', { state: 'active' });
    const wokenAt = performance.now();
    let rang = false;
    while (!rang && performance.now() - wokenAt < wakeMs) {
      // A call that the PBX cannot deliver yet is given up, and the citizen dials again.
      const call = line.call({ patienceMs: 250 });
      rang = await Promise.race([call.ringing, call.ended.then(() => false)]);
      if (!rang) await setTimeout(20);
    }
    const tookMs = performance.now() - wokenAt;
    console.log(`rung ${Math.round(tookMs)} ms after wake`);
    expect(rang).toBe(true);
    expect(tookMs).toBeLessThan(wakeMs);
    const bar = stack.desk().getByRole('banner', { name: words.call.label });
    const call = line.call();
    await bar.getByText(words.pill.alerting, { exact: true }).first().waitFor();
    call.hangUp();
    await stack.agent().untilReady(20_000);
  });
});
