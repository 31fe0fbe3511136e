import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { labAccount } from '../support/lab-account.ts';
import { type Stack, startStack } from '../support/stack.ts';

describe('the echo test on Asterisk', () => {
  let asterisk: Asterisk;
  let stack: Stack;
  beforeAll(async () => {
    asterisk = await startAsterisk();
    stack = await startStack({ pbx: { ...labAccount(asterisk), calling: { echoNumber: '600' } } });
    await stack.signIn();
    await stack.agent().untilReady(60_000);
  }, 120_000);
  afterAll(async () => {
    await stack.stop();
    await asterisk.stop();
  });

  it('brings back what the agent says, and ends at a press', async () => {
    const page = stack.desk();
    await page.getByRole('button', { name: /^声音 / }).click();
    await page.getByRole('button', { name: '开始测试' }).click();
    await page.getByText('应能从耳麦听到自己的声音').waitFor();
    // The microphone is a spoken sentence; what comes back lights the citizen's row.
    await page.getByRole('img', { name: '市民音量' }).locator('.is-on').first().waitFor();
    await page.getByRole('button', { name: '结束测试' }).click();
    await page.getByText('无通话').waitFor();
  });
});
