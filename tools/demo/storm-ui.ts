import type { Page } from 'playwright-core';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';

/** Storm mode at the desk, by the words and keys that a person goes by. */
export interface StormUi {
  open(): Promise<void>;
  putPoints(lines: string): Promise<void>;
  /** `level` as the list calls it. */
  start(level: string, reason: string): Promise<void>;
  /** The band says that it is on. */
  untilOn(): Promise<void>;
  /** The place, in the short form of a new caller. */
  fillPlace(place: string): Promise<void>;
  saveShort(depth: string): Promise<void>;
  /** Joins what is known at that place, by its key. */
  join(): Promise<void>;
  /** The caller's incident, with what is to be read to her or him. */
  untilIncident(point: string): Promise<void>;
  openPoint(point: string): Promise<void>;
  merge(): Promise<void>;
  /** Puts everybody of the point on the list of replies. */
  list(reply: string): Promise<void>;
  end(): Promise<void>;
}

/** Drives the desk page. Waits are Playwright's own. */
export function createStormUi(page: Page): StormUi {
  const text = words.storm;
  const band = page.getByRole('region', { name: text.mode });
  const button = (name: string) => page.getByRole('button', { name, exact: true }).first();
  const dialog = page.getByRole('dialog');
  const place = page.getByLabel(words.stormForm.place);
  return {
    async open() {
      await page.keyboard.press('Alt+O');
      await page.getByText(text.title).first().waitFor();
    },
    async putPoints(lines) {
      await button(text.points).click();
      await dialog.getByLabel(text.points).fill(lines);
      await dialog.getByRole('button', { name: text.putPoints }).click();
      await dialog.waitFor({ state: 'detached' });
    },
    async start(level, reason) {
      await button(text.start).click();
      await dialog.getByRole('combobox').selectOption({ label: level });
      await dialog.getByLabel(text.reason).fill(reason);
      await dialog.getByRole('button', { name: text.start }).click();
      await band.waitFor();
    },
    untilOn: () => band.waitFor(),
    async fillPlace(typed) {
      await page.waitForFunction((label) => {
        const fields = [...document.querySelectorAll('input')];
        const field = fields.find(({ labels }) => labels?.[0]?.textContent?.startsWith(label));
        return field?.value === '';
      }, words.stormForm.place);
      await place.fill(typed);
    },
    async saveShort(depth) {
      await place.press('Enter');
      await page.keyboard.type(depth);
      await page.keyboard.press('Control+s');
    },
    async join() {
      await page.getByText(/已有事件/).waitFor();
      await page.keyboard.press('Alt+G');
    },
    untilIncident: (point) => page.getByRole('region', { name: `事件：${point}` }).waitFor(),
    openPoint: (point) => button(point).click(),
    async merge() {
      await page.getByRole('button', { name: /^并单/ }).click();
      await button(text.mergeDo).click();
      await page.getByText(words.ticket.states.merged, { exact: true }).first().waitFor();
    },
    async list(reply) {
      await page.getByLabel(text.texts.reply).fill(reply);
      await page.getByRole('button', { name: text.send.reply, exact: true }).click();
      await page.getByText(text.listed).first().waitFor();
    },
    async end() {
      await button(text.end).click();
      await dialog.getByRole('button', { name: text.end, exact: true }).click();
      await band.waitFor({ state: 'detached' });
    },
  };
}
