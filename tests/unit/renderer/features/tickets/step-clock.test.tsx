import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { StepClockTag } from '../../../../../src/renderer/features/tickets/step-clock.tsx';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import type { StepClock } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { DeskContext, type DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';

const now = Date.UTC(2026, 11, 30, 2);

const startedAt = now - 9e6;

async function shown(more: Partial<StepClock>): Promise<string> {
  const stores = { slowTicker: createStore(() => ({ now })) } as unknown as DeskStores;
  const clock = { step: 'result', startedAt, dueAt: now + 8e8, ruleId: 'r', ...more } as const;
  return renderToStaticMarkup(
    <I18nextProvider i18n={await createTexts()}>
      <DeskContext value={stores}>
        <StepClockTag clock={clock} />
      </DeskContext>
    </I18nextProvider>,
  );
}

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
