import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { fullTime } from '../../src/renderer/ui/format.ts';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';
import { noWork } from '../../src/shared/domain/tickets/ticket-work.ts';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { aTicket, lead } from '../support/desk/desk-samples.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const text = words.ticket.print;

/** The engine tells some characters by the radical that has the same glyph, ⽔ for 水; NFKC knows most of them. */
const radicals = new Map([
  ['⻚', '页'],
  ['⻋', '车'],
  ['⻓', '长'],
  ['⻔', '门'],
  ['⻛', '风'],
  ['⻅', '见'],
  ['⺠', '民'],
  ['⻄', '西'],
  ['⻘', '青'],
]);
const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/[\u2e80-\u2eff]/g, (radical) => radicals.get(radical) ?? radical);
/** The same of what is looked for, without blanks: a line may end anywhere. */
const packed = (text: string) => plain(text).replaceAll(/\s/g, '');

async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const doc = await task.promise;
  const pages = [];
  for (let number = 1; number <= doc.numPages; number += 1) {
    const { items } = await (await doc.getPage(number)).getTextContent();
    pages.push(plain(items.map((item) => ('str' in item ? item.str : '')).join('')));
  }
  await task.destroy();
  return pages;
}

const day = Date.UTC(2026, 5, 12, 1);
const hour = 3_600_000;

/** A long course: it fills several pages. */
function aLongTicket(): Ticket {
  const notes = Array.from(
    { length: 70 },
    (_, index) => `第 ${index} 次记录：${'核实情况。'.repeat(8)}末${index}`,
  );
  return aTicket(7, {
    content: `新华路积水${'，车辆无法通行'.repeat(120)}，此为末句。`,
    requesterName: '某女士',
    requesterNumber: '19900000123',
    flags: ['urgent', 'waterlogging'],
    deadline: { dueAt: day + 24 * hour, rule: '预设：紧急 24 小时办结' },
    course: notes.map((note, index) => ({
      eventId: `event ${index}`,
      at: day + index * hour,
      byWorkNo: '1003',
      kind: 'note',
      note,
    })),
    work: {
      ...noWork,
      clocks: [
        { step: 'signIn', startedAt: day, dueAt: day + hour, ruleId: 'x', stoppedAt: day + 5 },
        {
          step: 'result',
          startedAt: day,
          dueAt: day + hour,
          ruleId: 'x',
          stoppedAt: day + 2 * hour,
        },
      ],
      results: [
        {
          facts: '现场管道堵塞',
          cause: '杂物堆积',
          action: '已疏通',
          doneOn: '2026-06-15',
          internal: '',
          publicReply: '已疏通，排水恢复。',
          at: day + hour,
          byWorkNo: '5001',
        },
      ],
      callbacks: [
        {
          contact: 'reached',
          solved: 'solved',
          satisfaction: 5,
          note: '表示感谢',
          at: day + 3 * hour,
          byWorkNo: '1003',
          callId: null,
        },
      ],
      reply: { text: '已办结，感谢反映。', channel: 'phone', at: day + 4 * hour, byWorkNo: '1003' },
    },
  });
}

test('a ticket is printed whole on A4, noted first, by the button and by Ctrl+P', async () => {
  const ticket = aLongTicket();
  const { page, script, complaints } = await browser.open(
    (before) => {
      before.addTickets([ticket]);
      before.update({ user: lead });
    },
    { theme: 'night' },
  );
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', 'yes');
  });
  await page.getByRole('button', { name: words.tickets.screen, exact: true }).click();
  await page.getByRole('button', { name: words.tickets.scopes.all, exact: true }).click();
  await page.getByRole('button', { name: `打开 ${ticket.ticketNo}` }).click();
  const button = page.getByRole('button', { name: text.button, exact: true });
  await button.waitFor();
  expect(await axe(page)).toEqual([]);
  await keepPicture(page, 'print-button');
  script.refusals.set('tickets.printed', 'hub.unreachable');
  await button.click();
  await page.getByText(text.failed).waitFor();
  expect(await page.locator('body[data-printed]').count()).toBe(0);
  script.refusals.clear();
  await page.keyboard.press('Control+p');
  await page.locator('body[data-printed]').waitFor();
  expect(script.asked.filter((path) => path === 'tickets.printed')).toHaveLength(2);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const pages = await pagesOf(pdf);
  const whole = packed(pages.join(''));
  expect(pages.length).toBeGreaterThan(2);
  for (const said of [
    text.title,
    ticket.ticketNo,
    '此为末句',
    '已疏通，排水恢复。',
    '表示感谢',
    '已办结，感谢反映。',
    text.kept.inTime,
    text.kept.late,
    '199****0123',
  ])
    expect(whole).toContain(packed(said));
  for (const { at, note } of ticket.course) {
    expect(whole).toContain(packed(note));
    expect(whole).toContain(packed(fullTime(at)));
  }
  for (const [index, said] of pages.entries()) {
    expect(packed(said)).toContain(`第${index + 1}/${pages.length}页`);
    expect(packed(said)).toContain(`打印人:工号${lead.workNo}`);
  }
  expect(whole).not.toContain('19900000123');
  // The rest of the page is not on the paper.
  expect(whole).not.toContain(words.rail.label);
  expect(whole).not.toContain('知识库');
  expect(complaints).toEqual([]);
});
