import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
  aDeskState,
  aPop,
  aWorkspace,
  aTalk,
  aTicket,
  idOf,
  someTickets,
} from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const openTickets = () => [
  aTicket(7),
  aTicket(9, { content: '窨井盖缺失', address: '示例街 2 号' }),
];

function inTalk(script: DeskScript) {
  script.addTickets(someTickets());
  script.setCalls([aTalk()]);
  script.update({
    workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
  });
}

function ownInTalk(script: DeskScript) {
  inTalk(script);
  script.addTickets([
    aTicket(7, {
      state: 'screening',
      kind: 'consultation',
      categoryCode: 'supply.pressure',
      deadline: null,
    }),
  ]);
}

function newCaller(script: DeskScript) {
  script.setCalls([aTalk()]);
  script.update({ workspaces: [aWorkspace(aPop([]))] });
}

const answer = (page: Page) => page.getByRole('textbox', { name: '答复内容' });
const content = (page: Page) => page.getByLabel('诉求内容');
const draftKept = (page: Page) => page.getByText(/草稿已保存 \d\d:\d\d:\d\d/).waitFor();

async function choose(page: Page, field: string, option: string) {
  await page.getByRole('combobox', { name: field }).click();
  await page.locator('.ant-select-item-option', { hasText: option }).first().click();
}

describe('the pop', () => {
  test('puts the only open ticket of the caller on screen before the answer', async () => {
    const { page, script } = await browser.open((before) => before.addTickets(someTickets()));
    script.setCalls([aCall()]);
    script.update({
      workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
    });
    await expect.poll(() => content(page).inputValue()).toContain('路面渍水');
    const marks = await page.evaluate(() => performance.getEntriesByName('pop-painted').length);
    expect(marks).toBe(1);
  });

  test('says that tickets are still coming instead of that there are none, until they are here', async () => {
    const { sync } = aDeskState();
    const { page, script } = await browser.open((before) => {
      before.addTickets(someTickets());
      before.setCalls([aCall()]);
      before.update({ workspaces: [aWorkspace(aPop([]))], sync: { ...sync, replicaAt: null } });
    });
    await page.getByText('工单正在同步', { exact: true }).waitFor();
    await page.getByText(/可能漏掉在办的/).waitFor();
    expect(await page.getByText('没有在办工单').count()).toBe(0);
    const pop = aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) });
    script.update({ workspaces: [aWorkspace(pop)], sync });
    await page.getByText('匹配到 1 件').waitFor();
    await expect.poll(() => content(page).inputValue()).toContain('路面渍水');
    expect(await page.getByText(/可能漏掉在办的/).count()).toBe(0);
  });

  test('gives a choice when several tickets match, and opens the chosen one', async () => {
    const { page } = await browser.open((script) => {
      script.addTickets(openTickets());
      script.setCalls([aCall()]);
      script.update({ workspaces: [aWorkspace(aPop(openTickets(), { match: 'several' }))] });
    });
    const choice = page.getByRole('group', { name: '请选择本次来电对应的工单' });
    await choice.waitFor();
    expect(await content(page).isVisible()).toBe(false);
    await choice.getByRole('button', { name: /窨井盖缺失/ }).click();
    await expect.poll(() => content(page).inputValue()).toBe('窨井盖缺失');
  });

  test('opens a new intake with the number filled in for an unknown caller', async () => {
    const { page } = await browser.open(newCaller);
    await expect.poll(() => page.getByLabel('联系电话').inputValue()).toBe('199 0000 0123');
  });

  test('lets the number be corrected unseen after the call, and shows it on request', async () => {
    const { page, script } = await browser.open(inTalk);
    const number = page.getByLabel('联系电话');
    await number.waitFor();
    script.setCalls([aTalk({ state: 'ended', endedAt: Date.now(), endReason: 'citizenHungUp' })]);
    await expect.poll(() => number.inputValue()).toBe('199****0123');
    await page.getByRole('button', { name: '更正号码' }).click();
    await page.keyboard.type('199 0000 0188');
    await page.keyboard.press('Control+S');
    await page.getByText(/^已保存/).waitFor();
    expect(script.carriedOut.at(-1)?.action).toEqual({
      kind: 'edit',
      changes: { requesterNumber: '199 0000 0188' },
    });
    await content(page).focus();
    await expect.poll(() => number.inputValue()).toBe('199****0188');
    script.refusals.set('tickets.numberShown', 'hub.unreachable');
    await page.getByRole('button', { name: '显示号码' }).click();
    await page.getByText(/^号码显示失败：/).waitFor();
    expect(await number.inputValue()).toBe('199****0188');
    script.refusals.delete('tickets.numberShown');
    await page.getByRole('button', { name: '显示号码' }).click();
    await expect.poll(() => number.inputValue()).toBe('199 0000 0188');
    expect(script.numbersShown).toEqual([idOf('ticket', 7)]);
  });

  test('neither takes the focus nor changes the text while another ticket is being typed', async () => {
    const { page, script } = await browser.open((before) => before.addTickets(someTickets()));
    await page.getByRole('button', { name: '登记一件新诉求' }).first().click();
    await content(page).click();
    await page.keyboard.type('市民反映');
    script.setCalls([aCall()]);
    script.update({
      workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
    });
    await page.getByRole('tab', { name: /振铃/ }).waitFor();
    await page.keyboard.type('夜间停水');
    expect(await content(page).inputValue()).toBe('市民反映夜间停水');
    await page.keyboard.press('Alt+W');
    await expect.poll(() => content(page).inputValue()).toContain('路面渍水');
    expect([...script.drafts.values()].map((draft) => draft.body.content)).toEqual([
      '市民反映夜间停水',
    ]);
  });

  test('leaves somebody who types on another page there, with the answer key at hand', async () => {
    const { page, script } = await browser.open((before) => before.addTickets(someTickets()));
    await page.getByRole('button', { name: '工单', exact: true }).click();
    await page.getByRole('searchbox').fill('示例');
    script.setCalls([aCall()]);
    script.update({
      workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
    });
    await page.getByTitle('有来电待查看').waitFor();
    await page.keyboard.type('路');
    expect(await page.getByRole('searchbox').inputValue()).toBe('示例路');
    await page.keyboard.press('F2');
    await expect.poll(() => script.commands).toEqual([{ kind: 'answer', callId: idOf('call', 1) }]);
  });
});

describe('closing', () => {
  test('names each required field at the field and closes nothing', async () => {
    const { page, script } = await browser.open(newCaller);
    await page.getByRole('button', { name: '自办办结' }).click();
    for (const message of ['请选择诉求性质', '请选择分类', '请填写诉求内容', '请填写答复内容'])
      await page.getByText(message, { exact: true }).waitFor();
    await page.getByText('还有 4 项未填，工单未办结').waitFor();
    expect(script.asked).not.toContain('tickets.close');
    await content(page).fill('停水');
    expect(await page.getByText('请填写诉求内容', { exact: true }).count()).toBe(0);
  });

  test('as a direct answer asks for a citation from the knowledge base', async () => {
    const { page, script } = await browser.open(ownInTalk);
    await answer(page).fill('已告知处置办法');
    await page.getByRole('button', { name: '直接解答并办结', exact: true }).click();
    await page.getByText(/直接解答须引用知识库/).waitFor();
    expect(script.asked).not.toContain('tickets.close');
  });

  test('of what a department has does nothing but say why and what to do instead', async () => {
    const { page, script } = await browser.open(inTalk);
    await answer(page).fill('已告知处置办法');
    await page.keyboard.press('Control+Enter');
    await page.getByText('自办办结失败：工单在经办部门，不能由坐席办结').waitFor();
    await page.getByText('代码 ticket.closeWithDepartment').waitFor({ state: 'attached' });
    expect(script.carriedOut).toEqual([]);
    expect(await answer(page).inputValue()).toBe('已告知处置办法');
  });

  test('happens once, carries call, recording and citation, and leaves a read-only ticket', async () => {
    const { page, script } = await browser.open(ownInTalk);
    await page.getByRole('searchbox', { name: '搜索知识库' }).fill('积水');
    await page.getByRole('button', { name: /插入答复 第 1 条/ }).waitFor();
    await page.keyboard.press('Alt+1');
    await page.getByText('引自知识库 K-0217 第 4 版').waitFor();
    // What is recorded, and what was done; never what was only said. Of this entry alone it is no direct answer.
    expect(await answer(page).inputValue()).toMatch(/^已告知来电人：绕行.*\n已办：接听来电（/u);
    const direct = page.getByRole('button', { name: '直接解答并办结', exact: true });
    expect(await direct.getAttribute('title')).toContain('本条需交办，不能直接解答');
    await page.keyboard.press('Alt+2');
    await page.getByText('引自知识库 K-0188 第 2 版').waitFor();
    await direct.dblclick();
    await page.getByText('已办结，只读').waitFor();
    expect(script.carriedOut).toHaveLength(1);
    expect(script.carriedOut[0]).toMatchObject({
      call: { callId: idOf('call', 1), recordingId: idOf('recording', 1) },
      action: {
        kind: 'close',
        closeAs: 'directAnswer',
        changes: { citations: [{ entryNo: 'K-0217', direct: false }, { entryNo: 'K-0188' }] },
      },
    });
    await page.getByText(/直接解答 · 工号 1003/).waitFor();
    // The caller's list says so too, although the pop was looked up while it rang.
    const row = page.locator('.caller__ticket').first();
    await row.getByText('已办结', { exact: true }).waitFor();
    expect(await answer(page).getAttribute('readonly')).not.toBeNull();
    await page.keyboard.press('Control+Enter');
    expect(script.carriedOut).toHaveLength(1);
  });

  test('of a ticket that a colleague closed meanwhile shows it as closed', async () => {
    const { page, script } = await browser.open(ownInTalk);
    await answer(page).fill('已告知处置办法');
    script.addTickets([
      aTicket(7, { state: 'closed', closedAs: 'selfHandled', closedByWorkNo: '1005' }),
    ]);
    await page.getByRole('button', { name: '自办办结' }).click();
    await page.getByText('已办结，只读').waitFor();
    await page.getByText('代码 ticket.alreadyClosed').waitFor({ state: 'attached' });
    expect(script.carriedOut).toEqual([]);
    // What was typed is not lost with it.
    const typed = page.getByRole('alert').filter({ hasText: '您输入的以下内容未保存' });
    await typed.getByText('已告知处置办法').waitFor();
    await typed.getByRole('button', { name: '知道了' }).click();
    await typed.waitFor({ state: 'detached' });
    await expect.poll(() => script.drafts.size).toBe(0);
  });

  test('works by keyboard alone, from the answer to the closed ticket', async () => {
    const { page, script } = await browser.open((before) => {
      ownInTalk(before);
      before.setCalls([aCall()]);
    });
    await content(page).waitFor();
    await page.keyboard.press('F2');
    await expect.poll(() => script.commands.length).toBe(1);
    script.setCalls([aTalk()]);
    await page.keyboard.press('Control+K');
    await page.keyboard.type('熄火');
    await page.getByRole('button', { name: /插入答复 第 1 条/ }).waitFor();
    await page.getByText('车辆涉水').first().waitFor();
    await expect.poll(() => script.searches.at(-1)).toBe('熄火');
    await page.keyboard.press('Alt+1');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已办结，只读').waitFor();
    // It was the wrong one: taken back, the words stand in the form, and the keys go on where they were.
    const answered = await answer(page).inputValue();
    await page.getByText(/撤销（[1-8] 秒）/).waitFor();
    await page.keyboard.press('Alt+Z');
    await page.getByRole('button', { name: '自办办结' }).waitFor();
    expect(await answer(page).inputValue()).toBe(answered);
    await page.getByText(/草稿已保存/).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('已办结，只读').waitFor();
    expect(script.carriedOut.map(({ action }) => action.kind)).toEqual(['close', 'close']);
  });
});

describe('typing', () => {
  test('is kept as a draft and comes back after a reload in mid-call', async () => {
    const { page, reload } = await browser.open(inTalk);
    await answer(page).fill('您好，抽排人员已到场');
    await draftKept(page);
    await reload();
    await page.getByText('通话中').first().waitFor();
    await expect.poll(() => answer(page).inputValue()).toBe('您好，抽排人员已到场');
    await draftKept(page);
  });

  test('in a new intake without a call comes back after a reload', async () => {
    const { page, reload } = await browser.open();
    await page.getByRole('button', { name: '登记一件新诉求' }).first().click();
    await content(page).fill('小区二次供水泵房有异响');
    await draftKept(page);
    await reload();
    await expect.poll(() => content(page).inputValue()).toBe('小区二次供水泵房有异响');
  });

  test('says so when the draft could not be kept', async () => {
    const { page, script } = await browser.open(inTalk);
    script.refusals.set('drafts.save', 'storage.diskFull');
    await answer(page).fill('您好');
    await page.getByText('草稿未保存，正在重试').waitFor();
  });

  test('makes a category and a district chosen in the list part of the saved ticket', async () => {
    const { page, script } = await browser.open(newCaller);
    await choose(page, '诉求性质', '求助');
    await choose(page, '分类', '停水');
    await choose(page, '所属区', '武昌区');
    await content(page).fill('整栋楼没水');
    await page.getByText(/预计办结时限 \d{4}-\d\d-\d\d/).waitFor();
    await page.keyboard.press('Control+S');
    await page.getByText(/预计办结时限 .*/).waitFor({ state: 'detached' });
    await page.getByText('预设：公用事业紧急件 24 小时内反馈结果').waitFor();
    await page.getByText(/已保存 \d\d:\d\d:\d\d/).waitFor();
    expect(script.carriedOut[0]).toMatchObject({
      ticketNo: 'SW20260612-1003-001',
      action: {
        kind: 'edit',
        changes: { kind: 'help', categoryCode: 'supply.outage', district: '武昌区' },
      },
    });
    expect(script.drafts.size).toBe(0);
  });
});

describe('a ticket that a colleague changes while it is typed in', () => {
  /** A colleague saves at another desk; the page hears of it. */
  const colleagueSaves = (script: DeskScript, patch: Parameters<typeof aTicket>[1]) => {
    const before = script.tickets.get(idOf('ticket', 7)) ?? aTicket(7);
    const event = { at: Date.now(), byWorkNo: '1005', kind: 'edited', note: '' } as const;
    const told = { ...event, eventId: crypto.randomUUID(), note: 'answer: “” → “对方的答复”' };
    const course = [...before.course, told];
    const revision = before.revision + 1;
    script.addTickets([{ ...before, ...patch, course, revision }]);
    script.emit({ kind: 'ticketChanged', ticketId: idOf('ticket', 7) });
  };

  test('follows it in the fields that nobody has typed in, and saves what was typed', async () => {
    const { page, script } = await browser.open(inTalk);
    await answer(page).fill('我的答复');
    colleagueSaves(script, { address: '样例街 2 号' });
    await expect.poll(() => page.getByLabel('事发地址').inputValue()).toBe('样例街 2 号');
    await page.keyboard.press('Control+S');
    await page.getByText(/已保存 \d\d:\d\d:\d\d/).waitFor();
    const saved = script.tickets.get(idOf('ticket', 7));
    expect([saved?.answer, saved?.address]).toEqual(['我的答复', '样例街 2 号']);
  });

  test('shows both texts of a field that both have changed, sends nothing, and asks', async () => {
    const { page, script } = await browser.open(inTalk);
    await answer(page).fill('我的答复');
    colleagueSaves(script, { answer: '对方的答复' });
    const clash = page.getByRole('group', { name: '答复内容：双方都改过' });
    await clash.getByText('工号 1005 已改为').waitFor();
    await clash.getByText('对方的答复').waitFor();
    expect(await answer(page).inputValue()).toBe('我的答复');
    await page.keyboard.press('Control+S');
    await page.getByText('代码 ticket.conflict').waitFor({ state: 'attached' });
    await page.getByText('有 1 项双方都改过，请逐项选择').waitFor();
    expect(script.carriedOut).toEqual([]);
    await clash.getByRole('button', { name: '用我的' }).click();
    expect(await page.getByText('代码 ticket.conflict').count()).toBe(0);
    const isFocused = () => answer(page).evaluate((field) => field === document.activeElement);
    expect(await isFocused()).toBe(true);
    await page.keyboard.press('Control+S');
    await page.getByText(/已保存 \d\d:\d\d:\d\d/).waitFor();
    expect(script.tickets.get(idOf('ticket', 7))?.answer).toBe('我的答复');
    await page.getByRole('tab', { name: /办理过程/ }).click();
    await page.getByText('答复内容：“对方的答复” → “我的答复”').waitFor();
    await page.getByText('来电登记').waitFor();
  });

  test('asks again after a reload, and takes the other text by choice', async () => {
    const { page, script, reload } = await browser.open(inTalk);
    await answer(page).fill('我的答复');
    await draftKept(page);
    colleagueSaves(script, { answer: '对方的答复' });
    const clash = page.getByRole('group', { name: '答复内容：双方都改过' });
    await clash.waitFor();
    await reload();
    await clash.getByRole('button', { name: '用对方的' }).click();
    expect(await answer(page).inputValue()).toBe('对方的答复');
    await expect.poll(() => script.drafts.size).toBe(0);
  });
});
