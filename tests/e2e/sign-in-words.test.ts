import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import type { Problem } from '../../src/shared/domain/desk/desk-state.ts';
import { errorCatalogue } from '../../src/shared/error-catalogue.ts';
import type { ErrorCode } from '../../src/shared/error-codes.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const problem = (problemId: string, code: ErrorCode, detail = ''): Problem => ({
  problemId,
  code,
  detail,
  since: 1,
  callId: null,
});
/** The sign-in page with these problems; the host refuses every sign-in with `refusal`. */
async function signInPage(problems: readonly Problem[], refusal: ErrorCode | null = null) {
  const { page, script, host } = await browser.open((scene) => {
    scene.update({ user: null, problems });
    if (refusal) scene.refusals.set('session.signIn', refusal);
  });
  await page.getByLabel(words.signIn.workNo).waitFor();
  const press = async () => {
    await page.getByLabel(words.signIn.workNo).fill('1003');
    await page.getByLabel(words.signIn.password, { exact: true }).fill('demo-password');
    await page.getByRole('button', { name: words.signIn.submit, exact: true }).click();
  };
  const notices = async () => page.locator('.notice').allInnerTexts();
  return { page, script, host, press, notices };
}
/** Words that speak of a shift: untrue before anybody is signed in. */
const promises = /照常|通话和录音/;

describe('the sign-in page', () => {
  test('tells a fault of the certificate once, and promises no calls', async () => {
    const code = 'hub.certificateNotTrusted';
    const { page, press, notices } = await signInPage([problem('hub:away', code)], code);
    await page.locator('.problems .notice').waitFor();
    await press();
    await page.locator('.signin .notice').waitFor();
    const told = await notices();
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(errorCatalogue[code].title);
    expect(told[0]).not.toMatch(promises);
  });

  test('says whose address is refused, and that no network is to blame', async () => {
    const { press, page, notices } = await signInPage(
      [
        problem('config:hub', 'config.plainRefused', 'hub.url：没有加密（http://）'),
        problem('config:pbx', 'config.plainRefused', 'pbx.serverUrl：没有加密（ws://）'),
      ],
      'hub.notConfigured',
    );
    await press();
    await page.locator('.signin .notice').waitFor();
    const [hub, pbx, form, ...more] = await notices();
    const { title } = errorCatalogue['config.plainRefused'];
    expect([hub, pbx]).toEqual([
      expect.stringContaining(`${words.problem.parts.hub}：${title}`),
      expect.stringContaining(`${words.problem.parts.pbx}：${title}`),
    ]);
    expect(hub).toContain('hub.url');
    expect(form).toContain(errorCatalogue['hub.notConfigured'].title);
    expect(more).toEqual([]);
    expect([hub, pbx, form].join('')).not.toMatch(/照常|恢复网络|通话和录音/);
  });

  test('names the field that is wrong', async () => {
    const detail = 'hub.keyFingerprint：应是 32 位十六进制的指纹';
    const { notices, page } = await signInPage([
      problem('config:hub', 'config.unreadable', detail),
    ]);
    await page.locator('.notice').waitFor();
    expect((await notices()).join('')).toContain(detail);
  });

  test('is red where the password is typed and everybody may read it', async () => {
    const plain = 'config.plainConnection';
    const { page, script, press } = await signInPage([problem('config:hub', plain)]);
    const red = page.locator('.problems .notice--fault');
    await red.getByText(errorCatalogue[plain].title).waitFor();
    expect(await red.innerText()).not.toMatch(promises);
    await press();
    await page.getByText(words.status.plain).waitFor();
    expect(script.state().user?.workNo).toBe('1003');
    await red.waitFor({ state: 'detached' });
  });

  test('tells what is left to try and until when, moves nothing, and looks as chosen before anybody is signed in', async () => {
    const { page, script, press } = await signInPage([]);
    await page.getByRole('button', { name: words.settings.night, exact: true }).click();
    await page.getByRole('button', { name: '125%', exact: true }).click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('night');
    const submit = page.getByRole('button', { name: words.signIn.submit, exact: true });
    const before = await submit.boundingBox();
    script.users = [];
    await press();
    await page.getByText('还可以试 3 次').waitFor();
    expect(await submit.boundingBox()).toEqual(before);
    script.tries = { left: 0, lockedForS: 900 };
    await press();
    await page.getByText(/\d\d:\d\d:\d\d 以后才能再试/).waitFor();
    expect(await page.locator('.notice').allInnerTexts()).toHaveLength(1);
  });

  test('says of a lost host what is true of nobody’s calls', async () => {
    const { page, host } = await signInPage([]);
    await host.close();
    await page.getByText(words.connection.lostSignedOut).waitFor();
    expect(await page.getByText(words.connection.lostEffect).count()).toBe(0);
  });
});
