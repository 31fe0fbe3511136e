import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import {
  NextStepClock,
  StepClockTag,
} from '../../../../../src/renderer/features/tickets/step-clock.tsx';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import { type StepClock, noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { aTicket } from '../../../../support/hub-values.ts';
import { DeskContext, type DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';

const now = Date.UTC(2026, 11, 30, 2);

const startedAt = now - 9e6;

const aClock = (more: Partial<StepClock>) =>
  ({ step: 'result', startedAt, dueAt: now + 8e8, ruleId: 'r', ...more }) as const;

async function drawn(children: ReactNode): Promise<string> {
  const stores = { slowTicker: createStore(() => ({ now })) } as unknown as DeskStores;
  return renderToStaticMarkup(
    <I18nextProvider i18n={await createTexts()}>
      <DeskContext value={stores}>{children}</DeskContext>
    </I18nextProvider>,
  );
}

const shown = (more: Partial<StepClock>) => drawn(<StepClockTag clock={aClock(more)} />);

it.each([
  ['a guess', { isGuess: true }, true],
  ['firm', {}, false],
  ['done', { isGuess: true, stoppedAt: now - 1 }, false],
] as const)('a limit that is %s says 暂定 accordingly', async (_, more, isTold) => {
  const page = await shown(more);
  expect(page.includes('（暂定）')).toBe(isTold);
  expect(page.includes('年度放假安排公布后不再重算')).toBe(isTold);
});

it('says of a limit that has stopped no more than that: its step may have been left behind, and not done', async () => {
  const inTime = await shown({ stoppedAt: now - 1 });
  expect(inTime).toContain('反馈结果计时已停');
  expect(inTime).not.toMatch(/完成|超期/);
  expect(await shown({ dueAt: now - 7_200_000, stoppedAt: now })).toContain(
    '反馈结果计时已停，超期 2 小时',
  );
});

it('says until when the outer promise can be kept, above all where the limit of the step is later', async () => {
  const work = { ...noWork, clocks: [aClock({ dueAt: now + 5 * 24 * 3_600_000 })] };
  const deadline = { dueAt: now + 5 * 24 * 3_600_000, rule: '市级时限' };
  const page = await drawn(
    <NextStepClock ticket={{ ...aTicket(), openedAt: now, deadline, work }} />,
  );
  expect(page).toContain('最迟');
});
