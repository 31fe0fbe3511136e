import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import type { SheetRow } from '../../src/shared/domain/knowledge/sheet-rows.ts';
import { sheetFaultWords } from '../../src/shared/domain/knowledge/sheet-words.zh-cn.ts';
import { textFrom } from '../../src/shared/domain/knowledge/entry-text.ts';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { idOf, lead } from '../support/desk/desk-samples.ts';
import { anEntryText } from '../support/knowledge/entry-text.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const { sheet, writing } = words;
const row = (at: number, changes: Partial<SheetRow>): SheetRow => ({
  row: at,
  entryId: idOf('entry', 70 + at),
  entryNo: '',
  outcome: 'new',
  faults: [],
  before: null,
  after: anEntryText(),
  over: 0,
  why: '导入 知识库.csv',
  proposalId: idOf('call', 100 + at),
  proposeId: idOf('call', 200 + at),
  acceptId: idOf('call', 300 + at),
  ...changes,
});

describe.each([
  { width: 1366, height: 768, theme: 'light' },
  { width: 1920, height: 1080, theme: 'night' },
] as const)('at $width by $theme', (look) => {
  const openTab = async () => {
    const desk = await browser.open((before) => before.update({ user: lead }), look);
    await desk.page.getByRole('button', { name: '知识库' }).click();
    const tabs = desk.page.getByRole('group', { name: writing.tabsLabel });
    await tabs.getByRole('button', { name: sheet.tab }).click();
    return desk;
  };
  const choose = (page: Page) =>
    page.getByLabel(sheet.choose).setInputFiles({
      name: '知识库.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('编号,标题'),
    });

  test('a sheet is looked through row by row, the good ones are taken, the bad ones come back', async () => {
    const { page, script } = await openTab();
    const [entry] = script.entries;
    const before = entry ? textFrom(entry, '2026-11-28') : anEntryText();
    script.sheet = {
      rows: [
        row(1, {
          outcome: 'changed',
          entryId: entry?.entryId ?? '',
          entryNo: entry?.entryNo ?? '',
          before,
          after: { ...before, title: '道路渍水怎么办' },
          over: entry?.version ?? 0,
        }),
        row(2, { after: anEntryText({ title: '换表预约' }) }),
        row(3, { outcome: 'bad', faults: ['category', 'spoken'] }),
        row(4, { outcome: 'same' }),
      ],
      remark: '',
      returned: { name: '知识库-未收的行.csv', bytes: btoa('bad') },
    };
    await choose(page);
    await page.getByText(sheet.bad.replace('{{count}}', '1')).waitFor();
    await page.getByText(sheetFaultWords.category).waitFor();
    await page.getByRole('button', { name: '道路渍水怎么办' }).click();
    await page.getByRole('article', { name: sheet.difference }).locator('ins').first().waitFor();
    expect(await axe(page)).toEqual([]);
    await keepPicture(page, `sheet-rows-${look.width}`);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: sheet.giveBack.replace('{{count}}', '1') }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('知识库-未收的行.csv');
    expect(await readFile(await file.path(), 'utf8')).toBe('bad');

    script.refusals.set('knowledge.decide', 'knowledge.conflict');
    await page.getByRole('button', { name: sheet.take.replace('{{count}}', '2') }).click();
    await expect.poll(() => page.getByRole('alert').count()).toBe(2);
    script.refusals.delete('knowledge.decide');
    await page.getByRole('checkbox', { name: '换表预约' }).uncheck();
    await page.getByRole('button', { name: sheet.take.replace('{{count}}', '1') }).click();
    await page.getByText(sheet.taken.replace('{{count}}', '1')).waitFor();
    expect(script.entries.map(({ title }) => title)).toContain('道路渍水怎么办');
    expect(script.entries.map(({ title }) => title)).not.toContain('换表预约');
  });

  test('an export asks for its reason, and says when it failed', async () => {
    const { page } = await openTab();
    const order = page.getByRole('button', { name: sheet.exportNow });
    await order.waitFor();
    expect(await order.isDisabled()).toBe(true);
    await page.getByLabel(sheet.reason).fill('年度整理');
    await order.click();
    await page.getByText(sheet.failed).waitFor();
    expect(await page.getByLabel(sheet.reason).inputValue()).toBe('年度整理');
    expect(await axe(page)).toEqual([]);
    await keepPicture(page, `sheet-export-${look.width}`);
  });
});
