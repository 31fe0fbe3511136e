import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, it } from 'vitest';
import { beginningOf, stepForms } from '../../../../../src/renderer/features/tickets/step-forms.ts';
import { StepPanel } from '../../../../../src/renderer/features/tickets/step-panel.tsx';
import { DeskContext, type DeskStores } from '../../../../../src/renderer/parts/desk-context.ts';
import { createTexts } from '../../../../../src/renderer/i18n/create-texts.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { shippedDepartments } from '../../../../../src/shared/domain/office/departments.ts';
import { noWork } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const departmentId = 'bureau.jianghan';
const file = (fileName: string, of: object) => ({
  attachmentId: crypto.randomUUID(),
  fileName,
  mediaType: 'image/jpeg' as const,
  byteLength: 1,
  sha256: 'a'.repeat(64),
  forWhat: 'evidence' as const,
  at: 1,
  byWorkNo: '5001',
  ...of,
});
const assignment = {
  leadId: departmentId,
  assistIds: [],
  instruction: '',
  phonedTo: '',
  at: 1,
  byWorkNo: '1001',
};
const ticketWith = (attachments: readonly ReturnType<typeof file>[]): Ticket => ({
  ...aTicket(),
  source: 'cityPlatform',
  flags: [],
  kind: 'help',
  work: {
    ...noWork,
    city: { cityNo: 'WH1', dispatchedAt: 0, dueAt: null },
    assignment,
    attachments,
  },
});

/** The reply as the desk draws it. */
async function replyFormOf(ticket: Ticket): Promise<string> {
  const texts = await createTexts();
  const form = stepForms.find(({ act }) => act === 'reply');
  if (!form) throw new Error('there is a form of the reply');
  return renderToStaticMarkup(
    <I18nextProvider i18n={texts}>
      <DeskContext value={{} as DeskStores}>
        <StepPanel
          form={form}
          ticket={ticket}
          values={{
            ...beginningOf(form, ticket, shippedDepartments),
            text: '已疏通，请放心使用。',
          }}
          isBusy={false}
          onTyped={() => {}}
          onTaken={() => {}}
          onCancel={() => {}}
        />
      </DeskContext>
    </I18nextProvider>,
  );
}

it('what leaves the house with a reply is in sight before it is sent, and nothing is asked where there is nothing', async () => {
  const shown = await replyFormOf(
    ticketWith([
      file('疏通后.jpg', { departmentId }),
      file('现场平面图.jpg', { isForDepartment: true }),
      file('内部.jpg', {}),
    ]),
  );
  expect(shown).toContain('随文报送市级的附件');
  expect(shown).not.toContain('<details');
  const boxes = [...shown.matchAll(/<input[^>]*type="checkbox"[^>]*>([^<]*)/g)];
  expect(boxes.map(([box, words]) => [words, box.includes('checked')])).toEqual([
    ['疏通后.jpg · 江汉区水务局', true],
    ['现场平面图.jpg', false],
  ]);
  expect(await replyFormOf(ticketWith([]))).not.toContain('随文报送');
});
