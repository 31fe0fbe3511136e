import type { Page } from 'playwright-core';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import type { FlowAct } from '../../src/shared/domain/tickets/flow-acts.ts';

/** Steps of the course at the desk, by the words and keys that a person goes by. */
export interface CourseUi {
  /** Waits for the demand in 今日工作 and opens it. */
  openToday(part: string): Promise<void>;
  /** Brings the tab of a ticket that lies open to the front. */
  openTicket(part: string): Promise<void>;
  /** Waits until this is the step that comes next. */
  untilNext(act: FlowAct): Promise<void>;
  /** Takes a step of the ticket in front, with what it asks filled in first. */
  take(act: FlowAct, fill?: (form: StepFormUi) => Promise<void>): Promise<void>;
  /** Calls the citizen of the ticket in front. */
  callBack(): Promise<void>;
}

export interface StepFormUi {
  fill(field: keyof typeof words.flow.fields, text: string): Promise<void>;
  choose(field: keyof typeof words.flow.fields, label: string): Promise<void>;
  checkAll(): Promise<void>;
}

/** Drives the desk page. Waits are Playwright's own. */
export function createCourseUi(page: Page): CourseUi {
  return {
    async openToday(part) {
      const rail = page.getByRole('navigation', { name: words.rail.label });
      await rail.getByRole('button', { name: words.workbench.screen }).click();
      await page.getByRole('tab', { name: words.today.title }).click();
      const row = page.locator('.today__row', { hasText: part });
      await row.first().waitFor();
      await row.first().press('Enter');
      await page.locator('#ticket-form').waitFor();
    },
    async openTicket(part) {
      const tab = page.locator('.wtab', { hasText: part });
      if (await tab.first().isVisible()) await tab.first().click();
      await page.waitForFunction((words) => {
        const content = document.querySelector('#ticket-content');
        return content instanceof HTMLTextAreaElement && content.value.includes(words);
      }, part);
    },
    untilNext: (act) =>
      page
        .getByRole('group', { name: words.flow.next })
        .getByRole('button', { name: new RegExp(`^${words.flow.acts[act]}`) })
        .first()
        .waitFor(),
    async take(act, fill) {
      const title = words.flow.acts[act];
      const form = page.getByRole('form', { name: title, exact: true });
      const open = page.getByRole('group', { name: words.flow.next });
      const button = open.getByRole('button', { name: new RegExp(`^${title}`) });
      await open.waitFor();
      if (!(await button.first().isVisible()))
        await open.getByRole('button', { name: /^更多步骤/ }).click();
      await button.first().click();
      await form.waitFor();
      const field = (name: keyof typeof words.flow.fields) =>
        form.getByLabel(words.flow.fields[name]).first();
      await fill?.({
        fill: (name, text) => field(name).fill(text),
        async choose(name, label) {
          await field(name).selectOption({ label });
        },
        async checkAll() {
          for (const box of await form.getByRole('checkbox').all()) await box.check();
        },
      });
      await form.getByRole('button', { name: title, exact: true }).click();
      await form.waitFor({ state: 'detached' });
    },
    callBack: () => page.getByRole('button', { name: words.ticket.callBack }).click(),
  };
}
