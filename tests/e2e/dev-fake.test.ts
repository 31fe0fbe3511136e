import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import { build } from '../../tools/build/build.ts';
import { createAgentUi } from '../../tools/demo/agent-ui.ts';
import { startFakeDesk } from '../../tools/dev/start-fake-desk.ts';
import { type CleanUp, createCleanUp } from '../../tools/launch/clean-up.ts';
import { launchBrowser } from '../support/browser.ts';

const root = join(import.meta.dirname, '..', '..');

describe('npm run dev:fake', () => {
  let folder: string;
  let cleanUp: CleanUp;
  let browser: Browser | null = null;
  // For each test its own: a clean-up that has run once undoes nothing more, and the tests come in any order.
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hotline-fake-test-'));
    cleanUp = createCleanUp(() => {});
  });
  afterEach(async () => {
    await browser?.close();
    await cleanUp.run();
    rmSync(folder, { recursive: true, force: true });
  });

  it('pops the ticket of a call that the panel injects, and shows a refused registration', async () => {
    const host = await startFakeDesk({ root, folder, cleanUp });
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    const phone = await context.newPage();
    await phone.goto(String(host.ready['phoneUrl']));
    const desk = await context.newPage();
    await desk.goto(String(host.ready['deskUrl']));
    const agent = createAgentUi(desk, 15_000);
    await agent.signIn('1001', 'demo-hotline-2026');

    const panel = phone.getByRole('navigation', { name: '假电话' });
    await panel.getByRole('button', { name: '来电：陌生号码' }).click();
    await agent.untilPopped('199 0000 0199', 15_000);
    await panel.getByRole('button', { name: '对方挂断' }).click();
    await panel.getByRole('button', { name: '登录失败' }).click();
    await desk.getByText(errorCatalogue['sip.badCredentials'].title).first().waitFor();
  });

  it('is in no page of the product', async () => {
    await build(() => {});
    const assets = join(root, 'dist', 'renderer', 'assets');
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(0);
    for (const name of scripts)
      expect(readFileSync(join(assets, name), 'utf8')).not.toContain('假电话');
  });
});
