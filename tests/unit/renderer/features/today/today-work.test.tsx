import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { TodayWork } from '../../../../../src/renderer/features/today/today-work.tsx';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import { DeskContext, type DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';
import type { OtherWork } from '../../../../../src/renderer/parts/other-work.ts';

const minute = 60_000;
const now = Date.UTC(2026, 5, 12, 4);

const missed = (n: number, minutesAgo: number) => ({
  callId: `call ${n}`,
  number: { raw: '', key: `+861990000010${n}`, display: `199 0000 010${n}`, kind: 'mobile' },
  lineName: '水务热线',
  ticketNo: null,
  missedAt: now - minutesAgo * minute,
  times: n,
  calling: false,
});

const draft = (workId: string, dueAt: number | null): OtherWork => ({
  workId,
  since: now - minute,
  dueAt,
  label: '草稿',
  title: `标题 ${workId}`,
  note: '说明',
  act: { label: '继续登记', run: () => undefined },
  discard: null,
});

/** What the component reads of a desk, nothing else. */
function aDesk(): DeskStores {
  const desk = {
    user: { workNo: '1001', role: 'agent' },
    missed: [missed(1, 5), missed(2, 20)],
    phone: { calls: [] },
    phoneConnected: true,
    calling: null,
    sync: { replicaAt: now },
  };
  return {
    desk: createStore(() => ({ desk })),
    ticker: createStore(() => ({ now })),
    slowTicker: createStore(() => ({ now })),
    workbench: createStore(() => ({})),
    view: createStore(() => ({})),
    deps: { api: {}, schedule: () => () => undefined, clock: { now: () => now } },
    createId: () => 'id',
  } as unknown as DeskStores;
}

it('shows missed calls and work of other places, what breaks first first, each in its group, the first of them beside the list', async () => {
  const more = [draft('later', null), draft('tonight', now + 5 * 60 * minute)];
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={await createTexts()}>
      <DeskContext value={aDesk()}>
        <TodayWork more={more} />
      </DeskContext>
    </I18nextProvider>,
  );
  const text = page.replaceAll(/<[^>]+>/g, '|');
  const places = [
    '一小时内',
    '剩 10 分',
    '199****0102',
    '剩 25 分',
    '199****0101',
    '今天',
    '标题 tonight',
    '可以先做',
    '标题 later',
    '漏接的来电，30 分钟内回拨',
  ].map((words) => text.indexOf(words));
  expect(places.every((place) => place >= 0)).toBe(true);
  // The age is told in words as well; the detail comes after the list.
  expect(text).toContain('今天 11:40 漏接');
  expect(places.slice(5)).toEqual(places.slice(5).toSorted((a, b) => a - b));
  expect(page.match(/aria-pressed="true"/g)).toHaveLength(1);
  expect(text).not.toContain('0000 010');
});
