import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { ClosedStrip } from '../../../../../src/renderer/features/tickets/closed-strip.tsx';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import { DeskContext, type DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';
import { ticketSheet } from '../../../../../src/renderer/workbench/sheet.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { aTicket } from '../../../../support/desk/desk-samples.ts';

const now = Date.UTC(2026, 5, 12, 2);

it('tells until when the city is owed the answer to a ticket that the desk has closed itself', async () => {
  const ticker = createStore(() => ({ now }));
  const stores = {
    desk: createStore(() => ({ desk: { undoable: [] } })),
    ticker,
    slowTicker: ticker,
    workbench: createStore(() => ({ undoClose: () => undefined })),
  } as unknown as DeskStores;
  const clock = { step: 'reply', startedAt: now, dueAt: now + 8e6, ruleId: 'r' } as const;
  const closed = { source: 'cityPlatform', closedAs: 'selfHandled', closedAt: now } as const;
  const ticket = aTicket(7, {
    ...closed,
    state: 'awaitingReply',
    work: { ...noWork, clocks: [clock] },
  });
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={await createTexts()}>
      <DeskContext value={stores}>
        <ClosedStrip sheet={ticketSheet(ticket)} />
      </DeskContext>
    </I18nextProvider>,
  );
  expect(page).toMatch(/回复剩/);
});
