import { randomUUID } from 'node:crypto';
import { keepPicture } from '../support/keep-picture.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demonstrationPassword } from '../../src/hub/seed/seed-users.ts';
import { zhCn as words } from '../../src/renderer/i18n/catalogues.ts';
import { emptyIntake } from '../../src/shared/domain/tickets/ticket.ts';
import { readBack, sendWhole } from '../support/attach-files.ts';
import { axe } from '../support/desk/axe.ts';
import { hubClient } from '../support/hub-client.ts';
import { realFiles } from '../support/real-files.ts';
import { type Stack, startStack } from '../support/stack.ts';

const text = words.attachments;
const road = '附件示例路 1 号';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack({ pbx: null });
});
afterAll(() => stack.stop());

/** A ticket to which a colleague has put a picture and a paper. */
async function aTicketWithFiles() {
  const hub = hubClient(stack.hubUrl);
  const credentials = { workNo: '1002', password: demonstrationPassword, deskId: randomUUID() };
  const { accessToken } = await hub.auth.signIn(credentials);
  const client = hubClient(stack.hubUrl, accessToken);
  const ticketId = randomUUID();
  const of = { kind: 'ticket', ticketId, ticketNo: 'SW20260612-1002-931', call: null } as const;
  const changes = {
    ...emptyIntake,
    kind: 'help',
    categoryCode: 'drainage.blockage',
    district: '江汉区',
    address: road,
    content: '路面积水',
  } as const;
  const submit = async (action: Parameters<typeof client.commands.submit>[0]['command']) =>
    expect(await client.commands.submit({ commandId: randomUUID(), command: action })).toEqual({
      kind: 'accepted',
    });
  await submit({ ...of, base: null, action: { kind: 'edit', changes }, at: Date.now() });
  const [photo, paper] = [
    await sendWhole(client.attachments, ticketId, {
      bytes: realFiles['image/png'],
      name: '现场.png',
    }),
    await sendWhole(client.attachments, ticketId, {
      bytes: realFiles['application/pdf'],
      name: '回执.pdf',
    }),
  ];
  const files = [photo, paper];
  const action = { kind: 'attach', files, forWhat: 'form', isForDepartment: false } as const;
  await submit({ ...of, base: null, action, at: Date.now() });
  return { client, ticketId };
}

it('lists files with name and size, shows a picture on request, and takes new ones by drop', async () => {
  const { client, ticketId } = await aTicketWithFiles();
  await stack.signIn();
  const page = stack.desk();
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.getByRole('button', { name: '工单', exact: true }).first().click();
  await page.getByPlaceholder('编号、地址、内容、诉求人').fill(road);
  await page.locator('tbody tr', { hasText: road }).locator('[data-row]').press('Enter');
  const tab = page.getByRole('tab', { name: /^附件/ });
  await tab.click();
  const names = page.locator('.attachments__list .attachments__name');
  await expect.poll(() => names.allInnerTexts()).toEqual(['现场.png', '回执.pdf']);
  await page.getByRole('button', { name: text.showOf.replace('{{name}}', '现场.png') }).click();
  const image = page.locator('img.attachments__image');
  await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(1);
  // A paper is named; a colleague's is not to be withdrawn by another agent.
  const paper = page.locator('.attachments__one', { hasText: '回执.pdf' });
  expect(await paper.getByRole('button').count()).toBe(0);

  await page.getByLabel(text.forDepartment).check();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['水压 0.12 MPa'], '记录.bat', { type: 'text/plain' }));
    window.dispatchEvent(new DragEvent('drop', { cancelable: true, dataTransfer: data }));
  });
  const put = page.getByRole('button', { name: text.put.replace('{{count}}', '1'), exact: true });
  await put.waitFor();
  expect(await axe(page)).toEqual([]);
  await keepPicture(page, 'desk-1366');
  await put.click();
  await expect
    .poll(() => names.allInnerTexts(), { timeout: 20_000 })
    .toEqual(['现场.png', '回执.pdf', '记录.bat.txt']);
  await expect.poll(() => tab.innerText()).toContain('3');

  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'night'));
  expect(await axe(page)).toEqual([]);
  await keepPicture(page, 'desk-1920-night');
  // It is at the hub for everybody.
  const stored = async () => {
    let since = 0;
    let found: string | undefined;
    for (;;) {
      const { changes, next, more } = await client.changes.pull({ since, limit: 1000 });
      for (const { entity, body } of changes)
        if (entity === 'ticket' && body.ticketId === ticketId)
          found = body.work?.attachments?.[2]?.attachmentId;
      since = next;
      if (!more) return found;
    }
  };
  await expect.poll(stored, { timeout: 20_000 }).toBeTypeOf('string');
  const attachmentId = (await stored()) ?? '';
  const bytes = await readBack(client.attachments, { ticketId, attachmentId });
  expect(bytes.toString('utf8')).toBe('水压 0.12 MPa');
});
