import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { keyHint, keyNames, strokesOf } from '../../src/renderer/parts/keys.ts';
import { noWork } from '../../src/shared/domain/tickets/ticket-work.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
  aPop,
  aTalk,
  aTicket,
  aWorkspace,
  anAgentView,
  idOf,
  someTickets,
} from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

describe('the keys', () => {
  test('answers by the key that is pressed in the very moment in which the ring is shown', async () => {
    const { page, script } = await browser.open();
    await page.evaluate(() => {
      const watch = new MutationObserver(() => {
        const isRinging = [...document.querySelectorAll('.callbar__buttons button')].some(
          (one) => one.textContent.startsWith('接听') && one.ariaDisabled !== 'true',
        );
        if (!isRinging) return;
        watch.disconnect();
        window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F2', code: 'F2' }));
      });
      watch.observe(document.body, { subtree: true, childList: true, attributes: true });
    });
    script.setCalls([aCall()]);
    await expect.poll(() => script.commands).toEqual([{ kind: 'answer', callId: idOf('call', 1) }]);
  });

  test('of the settings are all that the page acts on, and each of them it does act on', async () => {
    const taken = [
      ...(await takenStrokes(await openAfterBusy())),
      ...(await takenStrokes(await openWhileRinging())),
      ...(await takenStrokes(await openWhileAsked())),
      ...(await takenStrokes(await openToSign())),
      ...(await takenStrokes(await openInStorm())),
      ...(await takenAtField(await openWhileRinging())),
    ];
    expect([...new Set(taken)].toSorted()).toEqual(
      keyNames.flatMap((name) => strokesOf(name)).toSorted(),
    );
  });

  test('stand in the settings, the one of the state menu among them', async () => {
    const { page } = await browser.open();
    await page.getByRole('button', { name: /^工号/ }).click();
    const list = page.locator('.settings__keys');
    await list.waitFor();
    expect(await list.locator('kbd').allTextContents()).toEqual(
      keyNames.map((name) => keyHint(name)),
    );
    expect(await list.textContent()).toContain('Alt+A坐席状态菜单');
  });
});

/** The number dialled was busy. */
async function openAfterBusy(): Promise<Page> {
  const dialled = aCall({ callId: idOf('call', 5), direction: 'outbound', state: 'dialling' });
  const { page, script } = await browser.open((before) => before.setCalls([dialled]));
  await page.getByText('正在呼叫').first().waitFor();
  script.setCalls([{ ...dialled, state: 'ended', endedAt: Date.now(), endReason: 'busy' }]);
  await page.getByRole('button', { name: /^换号/ }).waitFor();
  return page;
}

/** Somebody is typing in a new ticket and a citizen rings in a tab. */
async function openWhileRinging(): Promise<Page> {
  const { page, script } = await browser.open((before) => {
    before.addTickets(someTickets());
    before.update({ agent: anAgentView() });
  });
  await page.getByRole('button', { name: '登记一件新诉求' }).first().waitFor();
  await page.keyboard.press('Alt+N');
  await page.getByLabel('诉求内容').fill('市民反映渍水');
  await page.getByRole('button', { name: '看建议' }).waitFor();
  script.setCalls([aCall()]);
  script.update({
    workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
  });
  await page.getByRole('tab', { name: /振铃/ }).waitFor();
  return page;
}

/** A call is over and what came of it is asked, its ticket was closed a moment ago; no field has the focus. */
async function openWhileAsked(): Promise<Page> {
  const { page } = await browser.open((before) => {
    const now = Date.now();
    const ticketId = idOf('ticket', 30);
    const pop = aPop(someTickets(), { match: 'one', ticketId });
    before.addTickets(someTickets());
    before.update({
      undoable: [{ ticketId, until: now + 60_000 }],
      workspaces: [aWorkspace(pop, { answeredAt: now - 60_000, endedAt: now - 1000 })],
    });
  });
  await page.getByRole('tab', { name: /待登记结果/ }).click();
  await page.getByRole('heading', { name: /请登记通话结果/ }).waitFor();
  await page.getByRole('button', { name: '撤销办结' }).waitFor();
  return page;
}

/** A dispatch of the city lies open, not signed yet. */
async function openToSign(): Promise<Page> {
  const { page } = await browser.open((before) => {
    const dispatched = aTicket(7, { source: 'cityPlatform', state: 'awaitingSignIn' });
    before.addTickets([dispatched]);
    before.setCalls([aTalk()]);
    before.update({
      workspaces: [aWorkspace(aPop([dispatched], { match: 'one', ticketId: idOf('ticket', 7) }))],
    });
  });
  await page.getByRole('button', { name: /^签收/ }).waitFor();
  return page;
}

/** A storm is on, a known incident is hinted at, and something can be marked. */
async function openInStorm(): Promise<Page> {
  const at = Date.now();
  const [stormId, incidentId, pointId] = [idOf('entry', 1), idOf('entry', 2), idOf('entry', 3)];
  const point = '示例立交';
  const incident = { incidentId, stormId, pointId, point, at, byWorkNo: '1002' };
  const { page } = await browser.open((before) => {
    before.addTickets([
      aTicket(7, {
        state: 'screening',
        categoryCode: 'drainage.waterlogging',
        address: point,
        openedAt: at,
        work: { ...noWork, incident },
      }),
    ]);
    before.update({
      storm: {
        version: 1,
        isOn: true,
        level: 'orange',
        reason: '暴雨预警',
        stormId,
        startedAt: at,
        byWorkNo: '2001',
        at,
      },
      pronePoints: [{ pointId, name: point, district: null, aliases: [] }],
    });
  });
  await page.getByRole('button', { name: '登记一件新诉求' }).first().waitFor();
  await page.keyboard.press('Alt+N');
  await page.getByLabel('1 地点或点位').fill(point);
  for (const key of ['Alt+G', 'Alt+K', 'Alt+T'])
    await page.locator('.hints').locator('kbd', { hasText: key }).first().waitFor();
  return page;
}

/** What is taken for who writes in a long field, before another key has taken the focus from it. */
async function takenAtField(page: Page): Promise<string[]> {
  await page.getByLabel('诉求内容').focus();
  return takenStrokes(page, ['KeyY']);
}

/** All keystrokes with a function key, or with Ctrl or Alt and a letter, a digit or Enter, and all bare digits, that the page takes for itself. */
function takenStrokes(page: Page, only: readonly string[] = []): Promise<string[]> {
  return page.evaluate((wanted) => {
    const codes = [
      ...Array.from({ length: 26 }, (_, index) => `Key${String.fromCodePoint(65 + index)}`),
      ...Array.from({ length: 10 }, (_, index) => `Digit${index}`),
    ];
    const strokes: readonly (KeyboardEventInit & { readonly stroke: string })[] = [
      ...codes.slice(27).map((code) => ({ stroke: code.slice(-1), key: code.slice(-1), code })),
      ...Array.from({ length: 12 }, (_, index) => `F${index + 1}`).flatMap((key) => [
        { stroke: key, key, code: key },
        { stroke: `Alt+${key}`, key, code: key, altKey: true },
        { stroke: `Ctrl+${key}`, key, code: key, ctrlKey: true },
      ]),
      ...codes.flatMap((code) => [
        { stroke: `Alt+${code.slice(-1)}`, key: code.slice(-1), code, altKey: true },
        { stroke: `Ctrl+${code.slice(-1)}`, key: code.slice(-1), code, ctrlKey: true },
      ]),
      ...codes.slice(27).map((code) => ({ stroke: code.slice(-1), key: code.slice(-1), code })),
      { stroke: 'Ctrl+Enter', key: 'Enter', code: 'Enter', ctrlKey: true },
      { stroke: 'Alt+Enter', key: 'Enter', code: 'Enter', altKey: true },
    ];
    return strokes
      .filter(({ code = '' }) => wanted.length === 0 || wanted.includes(code))
      .filter((init) => {
        const event = new KeyboardEvent('keydown', { ...init, cancelable: true, bubbles: true });
        window.dispatchEvent(event);
        return event.defaultPrevented;
      })
      .map(({ stroke }) => stroke)
      .toSorted();
  }, only);
}
