import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { MissedCall } from '../../src/shared/domain/desk/desk-state.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { idOf } from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const other = {
  raw: '19900000199',
  key: '+8619900000199',
  display: '199 0000 0199',
  kind: 'mobile',
} as const;

const missedCall = (n: number, minutes: number, patch: Partial<MissedCall> = {}): MissedCall => ({
  callId: idOf('call', 50 + n),
  number: { ...other, key: `+861990000010${n}`, display: `199 0000 010${n}` },
  lineName: '水务热线 8273',
  ticketNo: null,
  missedAt: Date.now() - minutes * 60_000,
  times: 1,
  calling: false,
  ...patch,
});
const told = (script: DeskScript) => expect.poll(() => script.commands);

describe('missed calls', () => {
  const waiting = [missedCall(1, 20, { times: 3 }), missedCall(2, 7), missedCall(3, 1)];

  test('stand in a list with their age and are called back with one press', async () => {
    const { page, script } = await browser.open((before) => before.update({ missed: waiting }));
    await page.keyboard.press('Alt+M');
    const rows = page.getByRole('list', { name: '漏接回拨' }).getByRole('listitem');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await rows.first().textContent()).toContain('漏接 3 次');
    const ages = page.locator('.missed__age');
    expect(await ages.evaluateAll((all) => all.map((age) => age.className.split('--')[1]))).toEqual(
      ['late num', 'late num', 'fresh num'],
    );
    const missed = page.getByRole('list', { name: '漏接回拨' });
    await missed.getByRole('button', { name: '回拨 199****0101', exact: true }).click();
    await told(script).toMatchObject([{ kind: 'dial', number: '19900000101' }]);
    script.update({ missed: [{ ...missedCall(1, 20), calling: true }] });
    await rows.first().waitFor({ state: 'detached' });
    await page.keyboard.press('Alt+M');
    await missed.getByText('正在回拨').waitFor();
  });

  test('of withheld numbers are listed and cannot be called', async () => {
    const anonymous = { raw: 'anonymous', key: null, display: '匿名', kind: 'anonymous' } as const;
    const { page } = await browser.open((before) =>
      before.update({ missed: [missedCall(1, 2, { number: anonymous })] }),
    );
    await page.getByRole('button', { name: /^漏接/ }).click();
    const back = page.getByRole('button', { name: '移出 匿名' });
    expect(await back.getAttribute('aria-description')).toBe('对方未显示号码，无法回拨');
  });
});
