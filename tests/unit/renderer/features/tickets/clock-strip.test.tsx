import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ClockStrip } from '../../../../../src/renderer/features/tickets/clock-strip.tsx';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import { DeskContext, type DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';
import { ticketSheet } from '../../../../../src/renderer/workbench/sheet.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { aTicket } from '../../../../support/desk/desk-samples.ts';

const now = Date.UTC(2026, 5, 12, 2);
const hour = 3_600_000;

async function strip(firstDueAt: number | undefined): Promise<string> {
  const ticker = createStore(() => ({ now }));
  const stores = { ticker, slowTicker: ticker } as unknown as DeskStores;
  const ticket = aTicket(7, {
    deadline: { dueAt: now + 48 * hour, rule: '预设：两天' },
    work: { ...noWork, firstDueAt },
  });
  return renderToStaticMarkup(
    <I18nextProvider i18n={await createTexts()}>
      <DeskContext value={stores}>
        <ClockStrip sheet={ticketSheet(ticket)} />
      </DeskContext>
    </I18nextProvider>,
  );
}

it.each([
  ['later', now + 72 * hour, /clock--calm.*2 天/s, false],
  ['none', undefined, /clock--calm.*2 天/s, false],
  ['earlier', now + hour, /clock--near.*1 小时/s, true],
  ['over', now - hour, /clock--late.*1 小时/s, true],
] as const)(
  'counts to what breaks first: the limit of a merged one is %s',
  async (_, firstDueAt, shown, isTold) => {
    const page = await strip(firstDueAt);
    expect(page).toMatch(shown);
    expect(page.includes('并入件的时限更早')).toBe(isTold);
  },
);
