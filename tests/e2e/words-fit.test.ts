import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import { isLoud } from '../../src/renderer/features/problems/loud-problem.ts';
import { toldNow } from '../../src/renderer/parts/host-codes.ts';
import { errorCodes } from '../../src/shared/error-codes.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { aCall, aPop, aWorkspace, aTalk, aTicket, idOf } from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const day = 24 * 3_600_000;

test('every error text is read whole on a screen of 1366 px, in two lines at most', async () => {
  const { page, script } = await browser.open((before) => before.setCalls([aTalk()]));
  const notice = page.locator('.problems .notice');
  // The line unfolds over the page while the pointer or the focus is on it.
  await page.mouse.move(500, 80);
  // Faults of the recording stand in a line of their own during a call, and a host that is here is not said to be away.
  const told = errorCodes.filter(
    (code) =>
      isLoud({ code }) && !code.startsWith('recording.') && toldNow(code, 'online') === code,
  );
  const misfits: string[] = [];
  for (const code of told) {
    const problem = { problemId: code, code, since: Date.now(), callId: null, detail: '' };
    script.update({ problems: [problem] });
    await notice.filter({ hasText: `代码 ${code}` }).waitFor();
    const text = await notice.first().innerText();
    const { effect, action } = errorCatalogue[code];
    if (!text.includes(effect) || !text.includes(action)) misfits.push(`${code}: not whole`);
    const { lines, isCut } = await notice
      .locator('p')
      .first()
      .evaluate((p) => ({
        lines: p.clientHeight / Number.parseFloat(getComputedStyle(p).lineHeight),
        isCut:
          p.scrollWidth > p.clientWidth + 1 ||
          p.getBoundingClientRect().right > window.innerWidth ||
          document.documentElement.scrollWidth > window.innerWidth,
      }));
    if (isCut || lines > 2.1) misfits.push(`${code}: ${lines.toFixed(1)} lines, cut: ${isCut}`);
  }
  expect(misfits).toEqual([]);
});

test('a deadline of a year without a calendar says that it is provisional: clock, lists and course', async () => {
  const ticket = aTicket(7, {
    deadline: {
      dueAt: Date.now() + 3 * day,
      rule: '预设：求助、投诉 5 个工作日办结',
      provisional: true,
    },
    course: [
      {
        eventId: 'one',
        at: Date.now() - day,
        byWorkNo: '1002',
        kind: 'edited',
        note: `诉求内容：“停水” → “${'整栋停水无人管'.repeat(20)}”\n诉求人：（空） → “甲”`,
      },
    ],
  });
  const { page } = await browser.open((script) => {
    script.addTickets([ticket]);
    script.setCalls([aTalk()]);
    script.update({
      workspaces: [aWorkspace(aPop([ticket], { match: 'one', ticketId: idOf('ticket', 7) }))],
    });
  });
  const why = '办结时限暂定，待年度放假安排公布后核定';
  await page.locator('.clock').getByText(why).waitFor();
  await page.locator('.caller__when').getByText('（暂定）').waitFor();
  await page.getByRole('tab', { name: /办理过程/ }).click();
  await page.locator('.course').getByText(why).waitFor();
  const note = page.locator('.course__note');
  expect((await note.innerText()).split('\n')).toHaveLength(2);
  expect(await note.evaluate((one) => one.scrollWidth > one.clientWidth + 1)).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBe(
    0,
  );
  await page.getByRole('button', { name: '工单', exact: true }).click();
  await page.locator('.table').getByText('（暂定）').waitFor();
});

test('the danger script is read whole beside a call at 1366 px', async () => {
  const { page } = await browser.open((script) => {
    script.setCalls([aTalk()]);
    script.update({ workspaces: [aWorkspace(aPop([]))] });
  });
  await page.getByRole('button', { name: '有危险' }).click();
  const danger = page.locator('.script__steps');
  await danger.waitFor();
  const isWhole = await danger.evaluate((element) => {
    const { bottom, right } = element.getBoundingClientRect();
    return bottom <= window.innerHeight && right <= window.innerWidth;
  });
  expect(isWhole).toBe(true);
  expect(await danger.innerText()).toMatch(/110（火情 119、受伤 120），不挂断/u);
});

test('the tabs show the last four digits of each number while a second call rings and a third waits for its result', async () => {
  const number = (n: number) => ({
    raw: `1990000012${n}`,
    key: `+861990000012${n}`,
    display: `199 0000 012${n}`,
    kind: 'mobile' as const,
  });
  const pop = (n: number) => ({
    ...aPop([]),
    callId: idOf('call', n),
    number: number(n),
    requesterName: '市民（女士）',
  });
  const talk = aTalk({ number: number(1) });
  const ring = aCall({ callId: idOf('call', 2), number: number(2) });
  const scene = (before: DeskScript) => {
    before.setCalls([talk, ring]);
    before.update({
      workspaces: [
        {
          ...aWorkspace(pop(3)),
          answeredAt: 1,
          endedAt: 2,
          endReason: 'citizenHungUp',
          result: null,
        },
        aWorkspace(pop(1)),
        aWorkspace(pop(2)),
      ],
    });
  };
  const { page } = await browser.open(scene);
  const numbers = page.locator(':is(.wtab__number, .line b) bdi');
  await numbers.nth(3).waitFor();
  const seen = await numbers.evaluateAll((all) =>
    all.map((one) => {
      const text = one.firstChild;
      if (!text?.textContent) return one.innerHTML;
      const digits = document.createRange();
      digits.setStart(text, text.textContent.length - 4);
      digits.setEnd(text, text.textContent.length);
      const { left, right } = digits.getBoundingClientRect();
      const box = one.parentElement?.getBoundingClientRect();
      const room = one.closest('.wtabs__list, .line')?.getBoundingClientRect();
      const isIn = (rect?: DOMRect) => rect && left >= rect.left - 1 && right <= rect.right + 1;
      return isIn(box) && isIn(room) ? 'seen' : 'cut';
    }),
  );
  expect(seen).toEqual(['seen', 'seen', 'seen', 'seen']);
  const large = await browser.open(scene, { textScale: 150 });
  for (const one of [page, large.page]) {
    const acts = one.locator('.line button');
    await acts.nth(2).waitFor();
    const edges = await acts.evaluateAll((all) => all.map((b) => b.getBoundingClientRect().right));
    expect(Math.max(...edges)).toBeLessThanOrEqual(1366);
  }
});
