import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultWindowSettings } from '../../src/shared/domain/window/window-settings.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import { until } from '../support/until.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

async function openSettings(kind: 'window' | 'page') {
  const desk = await browser.open((script) => {
    script.window = {
      settings: defaultWindowSettings,
      kind,
      taken: kind === 'window' ? ['hold'] : [],
    };
  });
  await desk.page.getByRole('contentinfo').getByRole('button').last().click();
  return desk;
}

describe('window settings', () => {
  test('a system-wide key is changed by pressing it, and a bad one is refused with the reason', async () => {
    const { page, script, complaints } = await openSettings('window');
    const mute = page.getByRole('button', { name: '更改静音的快捷键' });
    await mute.click();
    await page.keyboard.press('Control+Alt+KeyK');
    await until('kept', () => script.window.settings.shortcuts.mute === 'Control+Alt+K');
    await mute.filter({ hasText: 'Ctrl+Alt+K' }).waitFor();

    await mute.click();
    await page.keyboard.press('KeyK');
    await page.getByText('请同时按住 Ctrl 或 Alt').waitFor();
    await mute.click();
    await page.keyboard.press('Control+Alt+KeyJ');
    await page.getByText('与另一个快捷键相同').waitFor();
    expect(script.window.settings.shortcuts.mute).toBe('Control+Alt+K');
    await page.getByText('已被其他程序占用').waitFor();

    await page.getByRole('button', { name: '清除保持的快捷键' }).click();
    await until('cleared', () => script.window.settings.shortcuts.hold === null);
    await page.getByRole('button', { name: '始终' }).click();
    await until('on top', () => script.window.settings.callBar === 'always');
    await page.getByRole('button', { name: '打开日志文件夹' }).click();
    await until('shown', () => script.asked.includes('showLog'));
    await keepPicture(page, 'window-settings');
    expect(complaints).toEqual([]);
  });

  test('a browser says that it has no such keys', async () => {
    const { page } = await openSettings('page');
    await page.getByText('在浏览器中使用时没有系统快捷键').waitFor();
    expect(await page.getByRole('button', { name: '更改静音的快捷键' }).count()).toBe(0);
    await page.getByText('/srv/hotline-desk/desk.log').waitFor();
    await page.getByRole('button', { name: '复制日志路径' }).click();
    await page.getByRole('button', { name: '已复制' }).waitFor();
  });
});
