import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { TicketCourse } from '../../../../src/renderer/parts/ticket-course.tsx';
import { createTexts } from '../../../../src/renderer/i18n/create-texts.ts';
import { changeNote } from '../../../../src/shared/domain/tickets/course-note.ts';
import { emptyIntake } from '../../../../src/shared/domain/tickets/ticket.ts';
import { aTicket } from '../../../support/desk/desk-samples.ts';

it('tells that a number was corrected, both covered', async () => {
  const before = { ...emptyIntake, requesterNumber: '199 0000 0123' };
  const note = changeNote(before, { ...before, requesterNumber: '19900000188' });
  const event = { eventId: 'e', at: 0, byWorkNo: '1001', kind: 'edited', note } as const;
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={await createTexts()}>
      <TicketCourse ticket={aTicket(7, { course: [event] })} />
    </I18nextProvider>,
  );
  expect(page).toContain('联系电话：“199****0123” → “199****0188”');
});

it.each([
  ['2027-01-08 10:00:00', '暂定的办结时限 2027-01-07 10:00 核定为 2027-01-08 10:00（预设：五天）'],
  ['2027-01-07 10:00:00', '暂定的办结时限核定为 2027-01-07 10:00，不变（预设：五天）'],
])('tells that a provisional deadline was settled to %s', async (now, told) => {
  const note = `dueSettled: 2027-01-07 10:00:00 → ${now} 预设：五天`;
  const event = { eventId: 'e', at: 0, byWorkNo: '2001', kind: 'note', note } as const;
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={await createTexts()}>
      <TicketCourse ticket={aTicket(7, { course: [event] })} />
    </I18nextProvider>,
  );
  expect(page).toContain(told);
});
