import { describe, expect, test } from 'vitest';
import {
  baseOf,
  blankSheet,
  clashesOf,
  draftOf,
  intakeSheet,
  isDirty,
  isLocked,
  ticketSheet,
  withAnswer,
  withChoice,
  withDraft,
  withEdit,
  withTicket,
  withoutCitation,
} from '../../../../src/renderer/workbench/sheet.ts';
import { aPop, aTicket, entries, idOf } from '../../../support/desk/desk-samples.ts';

const [entry] = entries;
if (!entry) throw new Error('the samples have entries');

describe('an intake from a call', () => {
  test('has the number and the address of the caller filled in and is not dirty', () => {
    const sheet = intakeSheet(aPop([]));
    expect(sheet.intake).toMatchObject({ requesterNumber: '199 0000 0123', district: '江汉区' });
    expect(isDirty(sheet)).toBe(false);
  });

  test('leaves the number empty for an anonymous caller', () => {
    const number = { raw: '', key: null, display: '匿名', kind: 'anonymous' } as const;
    expect(intakeSheet(aPop([], { number })).intake.requesterNumber).toBe('');
  });
});

describe('editing', () => {
  test('takes away only the messages of the fields that changed', () => {
    const sheet = {
      ...ticketSheet(aTicket(7)),
      errors: { content: 'required', answer: 'required' } as const,
    };
    expect(withEdit(sheet, { content: '停水' }).errors).toEqual({ answer: 'required' });
  });

  test('does nothing to a closed ticket', () => {
    const sheet = ticketSheet(aTicket(7, { state: 'closed', closedAs: 'selfHandled' }));
    expect(isLocked(sheet)).toBe(true);
    expect(withEdit(sheet, { content: '改写' })).toBe(sheet);
  });

  test('is locked for a city ticket that the desk has answered already', () => {
    expect(
      isLocked(ticketSheet(aTicket(7, { state: 'awaitingReply', closedAs: 'selfHandled' }))),
    ).toBe(true);
  });
});

describe('an inserted answer', () => {
  const sheet = withEdit(ticketSheet(aTicket(7)), { answer: '您好。' });

  test('is added below what is typed, with its version cited', () => {
    const { intake } = withAnswer(sheet, entry);
    expect(intake.answer).toBe(`您好。\n${entry.answer}`);
    expect(intake.citations).toEqual([
      {
        entryId: entry.entryId,
        entryNo: 'K-0217',
        version: 4,
        title: entry.title,
        direct: false,
      },
    ]);
  });

  test('is what is recorded, never what is said, and its citation tells whether that may close the ticket', () => {
    const wording = {
      spoken: '我这就登记，请您绕行。',
      recorded: '已告知来电人：绕行。',
      mayAnswerDirectly: false,
      source: '行业惯例，待确认',
      reviewer: '热线班长',
      reviewOn: '2027-05-31',
      audience: 'public',
      toConfirm: [],
    } as const;
    const { intake } = withAnswer(sheet, { ...entry, wording });
    expect(intake.answer).toBe('您好。\n已告知来电人：绕行。');
    expect(intake.citations).toMatchObject([{ entryNo: 'K-0217', direct: false }]);
  });

  test('inserted again renews the citation and does not repeat the words', () => {
    const twice = withAnswer(withAnswer(sheet, entry), { ...entry, version: 5 });
    expect(twice.intake.answer).toBe(`您好。\n${entry.answer}`);
    expect(twice.intake.citations.map(({ version }) => version)).toEqual([5]);
    expect(withoutCitation(twice, entry.entryId).intake.citations).toEqual([]);
  });
});

describe('a draft', () => {
  test('comes back over the saved ticket', () => {
    const sheet = ticketSheet(aTicket(7));
    const body = { ...sheet.intake, answer: '打到一半' };
    const draft = { draftKey: sheet.draftKey, body, base: baseOf(sheet), savedAt: 5 };
    const restored = withDraft(sheet, draft);
    expect(restored).toMatchObject({ intake: { answer: '打到一半' }, draftSavedAt: 5 });
    expect(isDirty(restored)).toBe(true);
  });

  test('stays when the ticket changes at the hub, and beside it when it was closed there', () => {
    const typed = withEdit(ticketSheet(aTicket(7)), { answer: '打到一半' });
    expect(withTicket(typed, aTicket(7, { urgedCount: 2 })).intake.answer).toBe('打到一半');
    const closed = aTicket(7, { state: 'closed', answer: '已答复' });
    const locked = withTicket(typed, closed);
    expect([locked.intake.answer, locked.unsaved]).toEqual(['已答复', { answer: '打到一半' }]);
    const draft = { draftKey: typed.draftKey, body: typed.intake, base: baseOf(typed), savedAt: 5 };
    expect(withDraft(ticketSheet(closed), draft).unsaved).toEqual({ answer: '打到一半' });
    const kept = draftOf(locked);
    expect(withDraft(ticketSheet(closed), kept).unsaved).toEqual({ answer: '打到一半' });
    expect(draftOf(ticketSheet(closed))).toBeNull();
  });
});

describe('a ticket that somebody else changes while it is open', () => {
  const opened = ticketSheet(aTicket(7));
  const typed = withEdit(opened, { answer: '打到一半' });

  test('is followed in every field that nobody has typed in', () => {
    const now = withTicket(typed, aTicket(7, { address: '样例街 2 号', revision: 9 }));
    expect(now.intake).toMatchObject({ answer: '打到一半', address: '样例街 2 号' });
    expect(clashesOf(now)).toEqual([]);
    expect(baseOf(now)).toMatchObject({ revision: 9, intake: { address: '样例街 2 号' } });
  });

  const clashing = withTicket(typed, aTicket(7, { answer: '对方的答复', address: '样例街' }));

  test('asks for a choice in a field that both have changed, and loses no word', () => {
    expect(clashesOf(clashing)).toEqual(['answer']);
    expect(clashing.intake).toMatchObject({ answer: '打到一半', address: '样例街' });
    expect(clashing.ticket?.answer).toBe('对方的答复');
  });

  test('keeps asking through a reload of the page', () => {
    const body = clashing.intake;
    const draft = { draftKey: clashing.draftKey, body, base: baseOf(clashing), savedAt: 5 };
    const ticket = aTicket(7, { answer: '对方的答复', address: '样例街' });
    expect(clashesOf(withDraft(ticketSheet(ticket), draft))).toEqual(['answer']);
  });

  test('is chosen together with what the answer was taken from', () => {
    const citations = [{ entryId: 'e', entryNo: 'K-0009', version: 2, title: '水压' }];
    const theirs = aTicket(7, { answer: '对方的答复', citations });
    const asked = withTicket(withTicket(typed, theirs), theirs);
    expect([clashesOf(asked), asked.intake.citations]).toEqual([['answer', 'citations'], []]);
    const mine = withChoice(asked, 'answer', 'mine');
    expect([clashesOf(mine), mine.intake.citations]).toEqual([[], []]);
    expect(withTicket(mine, theirs).intake.citations).toEqual([]);
    const taken = withChoice(asked, 'answer', 'theirs');
    expect([clashesOf(taken), taken.intake.citations]).toEqual([[], citations]);
  });

  test('is one’s own again, or theirs, by choice', () => {
    const mine = withChoice(clashing, 'answer', 'mine');
    expect([clashesOf(mine), mine.intake.answer, isDirty(mine)]).toEqual([[], '打到一半', true]);
    const theirs = withChoice(clashing, 'answer', 'theirs');
    expect([clashesOf(theirs), theirs.intake.answer, isDirty(theirs)]).toEqual([
      [],
      '对方的答复',
      false,
    ]);
  });

  test('asks of a draft of release 0.1.0, which does not say what it began on, for what it would replace', () => {
    const ticket = aTicket(7, { address: '样例街', answer: '' });
    const body = { ...opened.intake, address: '旧地址', answer: '打到一半' };
    const draft = { draftKey: ticket.ticketId, body, base: null, savedAt: 5 };
    const shown = withDraft(ticketSheet(ticket), draft);
    expect(clashesOf(shown)).toEqual(['address']);
    expect(shown.intake).toMatchObject({ address: '旧地址', answer: '打到一半' });
  });
});

test('a blank sheet is kept under its ticket id', () => {
  expect(blankSheet({ ticketId: idOf('ticket', 1), ticketNo: 'SW1' }).draftKey).toBe(
    idOf('ticket', 1),
  );
});

test('what is pasted loses what nobody sees, and keeps its lines where a field has lines', () => {
  const pasted = '第一行\v第二行\u0000第三行停水\u2028第四行\uD83D末\u0007';
  const { intake } = withEdit(ticketSheet(aTicket(7)), {
    content: pasted,
    requesterName: '\u202E某\t市民',
    requesterNumber: '19900000123\u200B',
  });
  expect(intake.content).toBe('第一行\n第二行第三行停水\n第四行末');
  expect(intake.requesterName).toBe('某 市民');
  expect(intake.requesterNumber).toBe('19900000123');
});
