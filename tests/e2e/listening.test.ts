import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { randomUUID } from 'node:crypto';
import type axeApi from 'axe-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { untilArchived } from '../../tools/demo/check-outcome.ts';
import { openHubApi } from '../../tools/demo/hub-api.ts';
import { assert } from '../../src/shared/assert.ts';
import { signInProven } from '../support/hub-client.ts';
import { makeSegment } from '../support/hub-upload.ts';
import { teller } from '../support/recorded-call.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { type TrainingLine, knownCitizen, startTrainingLine } from '../support/training-line.ts';

type AxeApi = typeof axeApi;

const password = 'demo-hotline-2026';
const patienceMs = 30_000;
const text = words.listening;

/** Two real calls, one of them with a hold, heard again on the page. */
describe('the listening page', () => {
  let line: TrainingLine;
  let stack: Stack;
  let axeSource: string;
  const page = () => stack.desk();
  const main = () => page().getByRole('region', { name: text.listen, exact: true });
  const rows = () => page().getByRole('list', { name: text.list }).getByRole('button');
  const playButton = () => main().getByRole('button', { name: text.play, exact: true });
  const pauseButton = () => main().getByRole('button', { name: text.pause, exact: true });
  const position = () => main().locator('.listening__position b').innerText();

  beforeAll(async () => {
    const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
    axeSource = await readFile(axeFile, 'utf8');
    line = await startTrainingLine();
    stack = await startStack({ pbx: line.account });
    await stack.signIn();
    await stack.agent().untilReady(patienceMs);
    await talk({ fromNumber: '19900000777' });
    await talk({}, true);
  });
  afterAll(async () => {
    await stack.stop();
    await line.pbx.close();
  });
  beforeEach(() => openAs('2001'));

  const press = (name: string) =>
    page().locator('.callbar').getByRole('button', { name, exact: true }).click();

  /** A citizen speaks and the agent answers; at the end the recording is at the hub. */
  async function talk(script: Parameters<TrainingLine['call']>[0], withHold = false) {
    const call = line.call(script);
    await call.ringing;
    await stack.agent().answer();
    await stack.agent().untilRecording(patienceMs);
    await call.untilHeard(2000);
    if (withHold) {
      await press(words.call.buttons.hold);
      await page().locator('.callbar').getByText(words.pill.held, { exact: true }).waitFor();
      await page().waitForTimeout(1500);
      await press(words.call.buttons.retrieve);
      await call.untilHeard(3000);
    }
    await stack.agent().hangUp();
    await call.ended;
    await untilArchived(await openHubApi(stack.hubUrl, '2001', password), patienceMs);
  }

  async function openAs(workNo: string): Promise<void> {
    const shown = page().getByRole('button', {
      name: new RegExp(`^${words.status.workNo} ${workNo}`),
    });
    if ((await shown.count()) === 0) {
      await stack.agent().signOut();
      await stack.agent().signIn(workNo, password);
    }
    const rail = page().getByRole('navigation', { name: words.rail.label });
    await rail.getByRole('button', { name: words.listening.screen }).click();
  }
  async function choose(index: number): Promise<void> {
    await rows().nth(index).click();
    await playButton().waitFor();
  }

  it('shows the lead every recording, masked, newest first, and narrows it by number and state', async () => {
    await expect.poll(() => rows().count()).toBe(2);
    const [newest = '', oldest = ''] = await rows().allInnerTexts();
    expect(newest).toContain('1001');
    expect(newest).not.toContain(knownCitizen.display);
    expect(oldest).toContain(words.calls.states.synced);
    const search = page().getByRole('searchbox', { name: text.search });
    await search.fill('0000777');
    await expect.poll(() => rows().count()).toBe(1);
    await search.fill('00009999');
    await page().getByText(text.empty).waitFor();
    await search.fill('');
    await expect.poll(() => rows().count()).toBe(2);
    await page().getByRole('combobox', { name: text.filters.state }).click();
    await page().getByTitle(words.calls.states.damaged, { exact: true }).click();
    await page().getByText(text.empty).waitFor();
    await page().getByRole('combobox', { name: text.filters.state }).click();
    await page().getByTitle(text.everyState, { exact: true }).click();
    await expect.poll(() => rows().count()).toBe(2);
  });

  it('shows an agent only her own', async () => {
    await openAs('1002');
    await page().getByText(text.empty).waitFor();
    expect(await rows().count()).toBe(0);
    await openAs('1001');
    await expect.poll(() => rows().count()).toBe(2);
    await page().getByText(text.own).first().waitFor();
  });

  it('draws both lanes and marks the hold', async () => {
    await choose(0);
    const canvases = main().locator('.listening__lanes canvas');
    await expect.poll(() => canvases.count()).toBeGreaterThanOrEqual(2);
    const inks = () =>
      canvases.evaluateAll((all) =>
        all.map((canvas) => {
          if (!(canvas instanceof HTMLCanvasElement)) return 0;
          const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
          return (image?.data ?? []).filter((value, index) => index % 4 === 3 && value > 0).length;
        }),
      );
    await expect
      .poll(async () => (await inks()).filter((ink) => ink > 500).length)
      .toBeGreaterThanOrEqual(2);
    await main().getByRole('list', { name: text.marks }).getByText(text.mark.hold).waitFor();
    await main().locator('.listening__lanes').getByText(text.mark.hold).waitFor();
  });

  it('plays, by button and by the space bar, from where one wants, on one side or both', async () => {
    await choose(0);
    await playButton().click();
    await pauseButton().waitFor();
    await expect.poll(position, { timeout: patienceMs }).not.toBe('00:00');
    await main().getByRole('button', { name: text.sides.citizen, exact: true }).click();
    await main().getByRole('button', { name: '2×', exact: true }).click();
    await pauseButton().click();
    await playButton().waitFor();
    await main().getByRole('list', { name: text.marks }).getByText(text.mark.hold).click();
    await expect.poll(position).toMatch(/^00:0[2-9]$/);
    await rows().nth(0).focus();
    await page().keyboard.press('Space');
    await pauseButton().waitFor();
    await page().keyboard.press('Space');
    await playButton().waitFor();
    await page().keyboard.press('ArrowLeft');
    await expect.poll(position).toMatch(/^00:0[0-4]$/);
  });

  it('lets the lead hear what another desk has brought of the same call, and marks it', async () => {
    const api = await openHubApi(stack.hubUrl, '2001', password);
    const [newest] = await api.calls();
    const { callId, recordingId } = newest?.call ?? {};
    assert(callId !== undefined && recordingId, 'the newest call was recorded');
    const other = await signInProven(stack.hubUrl, '1002', { password });
    const { tellCall, tellRow, upload } = teller(stack.hubUrl, other);
    const place = { callId, recordingId: randomUUID() };
    await tellCall(place);
    const segment = await makeSegment(other.session.keys, {
      ...place,
      agentWorkNo: '1002',
      chunks: [[{ kind: 'audio', bytes: Buffer.from(await api.audio(recordingId)) }]],
    });
    expect((await upload(segment)).status).toBe(204);
    await tellRow({ ...place, byteLength: segment.bytes.byteLength, durationMs: 61_000 });

    const which = main().getByRole('group', { name: text.which });
    await expect
      .poll(
        async () => {
          await page().reload();
          await choose(0);
          return which.getByRole('button').count();
        },
        { timeout: patienceMs },
      )
      .toBe(2);
    const own = which.getByRole('button', { name: text.ofThisCall, exact: true });
    expect(await own.getAttribute('aria-pressed')).toBe('true');
    expect(await main().getByText(text.hearingOther).count()).toBe(0);
    await which.getByRole('button', { name: /1002/ }).click();
    await main().getByText(text.hearingOther).waitFor();
    await playButton().click();
    await pauseButton().waitFor();
    await expect.poll(position, { timeout: patienceMs }).not.toBe('00:00');
    await own.click();
    await playButton().waitFor();
    expect(await main().getByText(text.hearingOther).count()).toBe(0);
    await openAs('1001');
    await choose(0);
    expect(await which.count()).toBe(0);
  });

  it.each(['light', 'night'] as const)('is clean for axe by %s', async (theme) => {
    await page().evaluate((name) => localStorage.setItem('desk.view.theme', name), theme);
    await page().reload();
    await choose(0);
    await page().evaluate(axeSource);
    const violations = await page().evaluate(async () => {
      const { axe } = window as unknown as { axe: Pick<AxeApi, 'run'> };
      const { violations: found } = await axe.run(document, {
        rules: { region: { enabled: false } },
      });
      return found.map(
        ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
      );
    });
    expect(violations).toEqual([]);
  });
});
