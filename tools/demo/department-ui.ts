import type { Page } from 'playwright-core';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import type { DepartmentActKind } from '../../src/renderer/department/act-forms.ts';

/** The departments' page in a browser. */
export interface DepartmentUi {
  signIn(workNo: string, password: string): Promise<void>;
  /** Waits for the demand in its list and opens it. */
  open(part: string): Promise<void>;
  act(kind: DepartmentActKind, values?: Readonly<Record<string, string>>): Promise<void>;
}

/** Drives the page by its words. */
export function createDepartmentUi(page: Page): DepartmentUi {
  return {
    async signIn(workNo, password) {
      await page.getByLabel(words.signIn.workNo).fill(workNo);
      await page.getByLabel(words.signIn.password, { exact: true }).fill(password);
      await page.keyboard.press('Enter');
      await page.locator('.dlist').waitFor();
    },
    async open(part) {
      const row = page.locator('.drow', { hasText: part });
      await row.first().waitFor();
      await row.first().click();
      await page.locator('.dticket').waitFor();
    },
    async act(kind, values = {}) {
      const name = kind === 'departmentSign' ? words.department.sign : words.flow.acts[kind];
      await page.getByRole('button', { name, exact: true }).click();
      if (kind === 'departmentSign') {
        await page.locator('.dsteps__step--done').first().waitFor();
        return;
      }
      for (const [field, value] of Object.entries(values)) {
        const input = page.locator(`#act-${field}`);
        const isChoice = (await input.evaluate((element) => element.tagName)) === 'SELECT';
        await (isChoice ? input.selectOption(value) : input.fill(value));
      }
      await page.locator('.dform button[type=submit]').click();
      await page.locator('.dform').waitFor({ state: 'detached' });
    },
  };
}
