import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { StepClockTag } from '../../../../../src/renderer/features/tickets/step-clock.tsx';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import { DeskContext, type DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';

const now = Date.UTC(2026, 11, 30, 2);

it.each([
  ['a guess', { isGuess: true }, true],
  ['firm', {}, false],
  ['done', { isGuess: true, stoppedAt: now - 1 }, false],
] as const)('a limit that is %s says 暂定 accordingly', async (_, more, isTold) => {
  const stores = { slowTicker: createStore(() => ({ now })) } as unknown as DeskStores;
  const clock = { step: 'result', startedAt: now, dueAt: now + 8e8, ruleId: 'r', ...more } as const;
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={await createTexts()}>
      <DeskContext value={stores}>
        <StepClockTag clock={clock} />
      </DeskContext>
    </I18nextProvider>,
  );
  expect(page.includes('（暂定）')).toBe(isTold);
  expect(page.includes('年度放假安排公布后不再重算')).toBe(isTold);
});
