import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { axe } from '../support/desk/axe.ts';
import { type Stack, startStack } from '../support/stack.ts';

const text = words.ticket.folder;
const manifestSchema = z.looseObject({
  files: z.array(z.looseObject({ path: z.string(), sha256: z.string() })),
});
let stack: Stack;
let folder: string;
beforeAll(async () => {
  stack = await startStack({ pbx: null });
  folder = mkdtempSync(join(tmpdir(), 'ticket-folder-'));
}, 120_000);
afterAll(async () => {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The tests run in any order. */
async function openTicketAs(workNo: string) {
  const page = stack.desk();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.locator('.desk, .signin').first().waitFor();
  if ((await page.locator('.signin').count()) === 0) await stack.agent().signOut();
  await stack.agent().signIn(workNo, 'demo-hotline-2026');
  const rail = page.getByRole('navigation', { name: words.rail.label });
  await rail.getByRole('button', { name: words.tickets.screen, exact: true }).click();
  await page.getByRole('button', { name: words.tickets.scopes.all, exact: true }).click();
  await page
    .getByRole('button', { name: /^打开 / })
    .first()
    .click();
  await page.getByRole('button', { name: words.ticket.print.button, exact: true }).waitFor();
  return page;
}

async function unzipTo(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const zip = new ZipReader(new Uint8ArrayReader(bytes), { useWebWorkers: false });
  const files = new Map<string, Buffer>();
  for (const entry of await zip.getEntries()) {
    if (entry.directory) continue;
    const content = Buffer.from(await entry.getData(new Uint8ArrayWriter()));
    files.set(entry.filename, content);
    const path = join(folder, entry.filename);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return files;
}

test('the lead takes a ticket away whole: a reason, one file, true hashes, a page that opens without a network', async () => {
  const page = await openTicketAs('2001');
  await page.getByRole('button', { name: text.button, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^整单导出 SW/ });
  const start = dialog.getByRole('button', { name: words.tickets.exports.start });
  expect(await start.isDisabled()).toBe(true);
  await dialog.getByLabel(words.tickets.exports.reason).fill('复核举证，交采购人');
  await keepPicture(page, 'ticket-folder-dialog');
  expect(await axe(page)).toEqual([]);
  const arriving = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const download = await arriving;
  expect(download.suggestedFilename()).toMatch(/^工单-SW[\w-]+\.zip$/);
  await dialog.getByText(/已打包 \d+ 个文件/).waitFor();
  await keepPicture(page, 'ticket-folder-done');
  const files = await unzipTo(readFileSync(await download.path()));
  const manifest = manifestSchema.parse(JSON.parse(String(files.get('manifest.json'))));
  expect(manifest.files.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['ticket.json', 'ticket.html']),
  );
  for (const { path, sha256 } of manifest.files)
    expect(
      createHash('sha256')
        .update(files.get(path) ?? '')
        .digest('hex'),
    ).toBe(sha256);
  await dialog.getByRole('button', { name: words.tickets.exports.close }).click();
  const paper = await page.context().newPage();
  await paper.goto(pathToFileURL(join(folder, 'ticket.html')).href);
  expect(await paper.getByRole('heading', { level: 1 }).innerText()).toMatch(/^水务热线工单 SW/);
  await paper.getByRole('heading', { name: words.ticket.print.course }).waitFor();
  await keepPicture(paper, 'ticket-folder-page', { fullPage: true });
  await paper.close();
});

test('an agent has no such button', async () => {
  const page = await openTicketAs('1001');
  expect(await page.getByRole('button', { name: text.button, exact: true }).count()).toBe(0);
});
