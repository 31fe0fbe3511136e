import type { Locator, Page } from 'playwright-core';
import { zhCn } from '../../src/renderer/i18n/catalogues.ts';
import { type CallResult, callResults } from '../../src/shared/domain/calls/call-result.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';

/** The agent's hands and eyes: the desk page, by the words and roles that a person goes by. */
export interface AgentUi {
  signIn(workNo: string, password: string): Promise<void>;
  signOut(): Promise<void>;
  /** The seat light says no fault: registration, microphone, recorder and disk proven, at the post or not. */
  untilReady(timeoutMs: number): Promise<void>;
  /** The call rings on screen, with the caller's number and the number of the linked ticket. */
  untilPopped(numberDisplay: string, timeoutMs: number): Promise<void>;
  answer(): Promise<void>;
  hangUp(): Promise<void>;
  /** A key of the desk, by which a practised agent does most. */
  press(key: 'F2' | 'F4' | 'F9' | 'F10'): Promise<void>;
  /** Somebody else rings, and waits in a tab. */
  untilTabRings(timeoutMs: number): Promise<void>;
  /** The ticket in the middle is the one that tells this. */
  untilContent(part: string): Promise<void>;
  /** Several tickets are the caller's: the desk asks which. */
  untilAsked(): Promise<void>;
  /** Chooses it by its digit. */
  chooseTicket(part: string): Promise<void>;
  /** The call is over, and what came of it is asked. */
  untilResultAsked(): Promise<void>;
  /** Says what came of the call, by its digit. */
  giveResult(result: CallResult): Promise<void>;
  /** The red light of the recording is lit by bytes on disk. */
  untilRecording(timeoutMs: number): Promise<void>;
  search(text: string): Promise<void>;
  insertFirstAnswer(): Promise<void>;
  /** The desk has its copy of tickets and knowledge. */
  untilSynced(timeoutMs: number): Promise<void>;
  fillContent(text: string): Promise<void>;
  /** What a department has is not closed at the desk: the button says why. */
  tryToClose(): Promise<void>;
  save(): Promise<void>;
  urge(reason: string): Promise<void>;
  /** Opens the listening page and waits for a recording in its list; `false` when this desk has no such page. */
  openListening(timeoutMs: number): Promise<boolean>;
}

const words = zhCn;

/** Drives the desk page. Waits are Playwright's own; each act fails after `actMs`. */
export function createAgentUi(page: Page, actMs: number): AgentUi {
  page.setDefaultTimeout(actMs);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const seen = (locator: Locator, timeoutMs: number) =>
    locator.first().waitFor({ state: 'visible', timeout: timeoutMs });
  const rail = page.getByRole('navigation', { name: words.rail.label });
  const ticket = page.locator('#ticket-form');
  const choice = page.getByRole('group', { name: words.caller.choose });

  return {
    async signIn(workNo, password) {
      await page.getByLabel(words.signIn.workNo, { exact: true }).fill(workNo);
      await page.getByLabel(words.signIn.password, { exact: true }).fill(password);
      await button(words.signIn.submit).click();
      await seen(rail, actMs);
    },
    async signOut() {
      const status = page.getByRole('contentinfo', { name: words.status.label });
      await status.getByRole('button', { name: words.status.workNo }).click();
      await page.getByRole('button', { name: words.signOut.title }).click();
      const form = page.locator('.signin').getByLabel(words.signIn.workNo, { exact: true });
      // Nobody else is at the post, and no lead: the agent's own word counts.
      const onOwnWord = page.getByRole('button', { name: words.signOut.anyway });
      await seen(form.or(onOwnWord), actMs);
      if (await onOwnWord.isVisible()) await onOwnWord.click();
      await seen(form, actMs);
    },
    untilSynced: (timeoutMs) =>
      seen(
        page.getByRole('contentinfo').getByText(words.status.synced, { exact: true }),
        timeoutMs,
      ),
    // From its beginning: 不可接听 ends with the same words.
    untilReady: (timeoutMs) => {
      const { calls, line } = words.seat.looks;
      const proven = new RegExp(`^(${calls}|${line})`);
      return seen(page.getByRole('button', { name: proven }), timeoutMs);
    },
    async untilPopped(numberDisplay, timeoutMs) {
      await seen(page.locator('.callbar').getByText(numberDisplay), timeoutMs);
      const caller = page.getByRole('region', { name: words.caller.title });
      await seen(caller.getByText(numberDisplay), timeoutMs);
      await seen(ticket, timeoutMs);
    },
    answer: () => button(words.call.buttons.answer).click(),
    hangUp: () => button(words.call.buttons.hangUp).click(),
    press: (key) => page.keyboard.press(key),
    untilTabRings: (timeoutMs) => seen(page.locator('.wtab--alerting'), timeoutMs),
    untilContent: (part) => untilContent(page, part),
    untilAsked: () => seen(choice, actMs),
    async chooseTicket(part) {
      const digit = choice.getByRole('button').filter({ hasText: part }).locator('kbd');
      await page.keyboard.press((await digit.textContent()) ?? '');
      await untilContent(page, part);
    },
    untilResultAsked: () => seen(page.locator('.result.is-owed'), actMs),
    async giveResult(result) {
      await page.keyboard.press(String(callResults.indexOf(result) + 1));
      await page.locator('.result.is-owed').waitFor({ state: 'detached', timeout: actMs });
    },
    // A busy machine loses sound at times, and says so: it records all the same.
    untilRecording: (timeoutMs) =>
      seen(
        page
          .getByText(words.call.recording, { exact: true })
          .or(page.getByText(words.call.recordingLosing, { exact: true })),
        timeoutMs,
      ),
    async search(text) {
      await page.getByRole('searchbox', { name: words.knowledge.search }).fill(text);
      await seen(firstInsert(page), actMs);
    },
    async insertFirstAnswer() {
      await firstInsert(page).click();
      await page.waitForFunction(() => {
        const answer = document.querySelector('#ticket-answer');
        return answer instanceof HTMLTextAreaElement && answer.value !== '';
      });
    },
    fillContent: (text) => ticket.getByLabel(words.ticket.fields.content).fill(text),
    async tryToClose() {
      await button(words.ticket.close).click({ force: true });
      const { title } = errorCatalogue['ticket.closeWithDepartment'];
      await seen(page.getByText(title), actMs);
    },
    async save() {
      await button(words.ticket.save).click();
      await seen(page.getByText(/^已保存 /), actMs);
    },
    async urge(reason) {
      await button(words.ticket.urge).click();
      const asked = page.getByRole('form', { name: words.ticket.urge });
      await asked.getByRole('textbox').fill(reason);
      await asked.getByRole('button', { name: words.ticket.urge }).click();
      await asked.waitFor({ state: 'detached', timeout: actMs });
    },
    async openListening(timeoutMs) {
      const entry = rail.getByRole('button', { name: words.listening.screen });
      if ((await entry.count()) === 0) return false;
      await entry.click();
      const row = page.getByRole('list', { name: '录音列表' }).getByRole('button');
      await seen(row, timeoutMs);
      await row.first().click();
      await seen(button('播放'), timeoutMs);
      return true;
    },
  };
}

async function untilContent(page: Page, part: string): Promise<void> {
  await page.waitForFunction((words) => {
    const content = document.querySelector('#ticket-content');
    return content instanceof HTMLTextAreaElement && content.value.includes(words);
  }, part);
}

function firstInsert(page: Page): Locator {
  const knowledge = page.getByRole('region', { name: words.knowledge.title });
  return knowledge.getByRole('button', { name: words.knowledge.insert }).first();
}
