import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { type JudgedRun, runOf } from '../../src/shared/domain/knowledge/judged-runs.ts';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { agent, lead } from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const { nights, notices, judged, writing } = words;
const questions = ['停水', '断水', '水压低', '井盖响', '水费高'];

/** Thirty nights; in the last one a question falls. */
function thirtyNights(): readonly JudgedRun[] {
  const runs: JudgedRun[] = [];
  for (let night = 0; night < 30; night += 1) {
    const day = new Date(Date.UTC(2026, 9, 30 + night)).toISOString().slice(0, 10);
    const answers = questions.map((question, at) => ({
      question,
      entryNos: ['K-0217'],
      place: night === 29 && at === 0 ? 9 : (at + night) % 3 === 0 ? 2 : 1,
      first: null,
    }));
    runs.push(
      runOf(answers, { day, at: Date.UTC(2026, 9, 30 + night), before: runs.at(-1) ?? null }),
    );
  }
  return runs;
}

describe.each([
  { width: 1366, height: 768, theme: 'light' },
  { width: 1920, height: 1080, theme: 'night' },
] as const)('at $width by $theme', (look) => {
  test('the lead finds in the day’s work what waits in the knowledge base, an agent does not', async () => {
    const { page, script } = await browser.open((before) => {
      before.runs = thirtyNights();
      before.entries = before.entries.map((entry, at) =>
        at === 1 ? { ...entry, validUntil: Date.now() - 1000 } : entry,
      );
      before.update({ user: lead });
    }, look);
    await page
      .getByText(notices.fell.replace('{{day}}', '2026-11-28').replace('{{count}}', '1'))
      .first()
      .waitFor();
    await page
      .getByText(/条目已失效或复核日期已过/)
      .first()
      .waitFor();
    const rail = page.getByRole('button', { name: '知识库' });
    expect(await rail.locator('.rail__badge').textContent()).toBe('2');
    expect(await axe(page)).toEqual([]);
    await keepPicture(page, `notices-today-${look.width}`);

    await rail.click();
    const tabs = page.getByRole('group', { name: writing.tabsLabel });
    await tabs.getByRole('button', { name: writing.tabs.search }).click();
    await page.getByRole('searchbox').fill('渍水');
    await page.getByRole('button', { name: judged.add }).first().click();
    await tabs.getByRole('button', { name: writing.tabs.judged }).click();
    await page.getByRole('img', { name: nights.picture.replace('{{count}}', '30') }).waitFor();
    await page.getByText(/^\d{4}-\d\d-\d\d 有 1 题掉出前五（前一次还在）：停水$/).waitFor();
    expect(await axe(page)).toEqual([]);
    await keepPicture(page, `notices-nights-${look.width}`);

    const before = script.asked.length;
    script.update({ user: null });
    await tabs.waitFor({ state: 'detached' });
    script.update({ user: agent });
    await page.getByRole('button', { name: '知识库' }).waitFor();
    expect(await page.getByRole('button', { name: '知识库' }).locator('.rail__badge').count()).toBe(
      0,
    );
    expect(script.asked.slice(before)).not.toContain('knowledge.judgedRuns');
  });
});
