import { describe, expect, it } from 'vitest';
import { asKnownTo } from '../../../../../src/shared/contract/since.ts';
import { ticketSchema } from '../../../../../src/shared/contract/tickets/schemas.ts';
import {
  chosenForCity,
  mayGoToCity,
  withFilesOfCity,
} from '../../../../../src/shared/domain/tickets/city-files.ts';
import { departmentView } from '../../../../../src/shared/domain/tickets/department-view.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import {
  type AttachmentType,
  noWork,
} from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import {
  assignIt,
  courseDepartment,
  resultOfIt,
  takeCourse,
} from '../../../../support/course-ticket.ts';

const idOf = (index: number) => `00000000-0000-4000-8000-00000000000${index}`;
const file = (index: number, mediaType: AttachmentType = 'image/jpeg') => ({
  attachmentId: idOf(index),
  fileName: `${index}.jpg`,
  mediaType,
  byteLength: 1000,
  sha256: String(index).repeat(64),
});
const attach = (index: number, isForDepartment = false, mediaType?: AttachmentType) =>
  ({
    kind: 'attach',
    files: [file(index, mediaType)],
    forWhat: 'evidence',
    isForDepartment,
  }) as const;
const ids = (files: readonly { readonly attachmentId: string }[]) =>
  files.map(({ attachmentId }) => attachmentId);
const context = { at: 1000, workNo: '', eventId: 'e' };

/** A ticket of the city that waits for its reply, with a file of every origin. */
function replied(of: Partial<Ticket> = {}) {
  const city = { cityNo: 'WH1', dispatchedAt: 0, dueAt: null };
  const course = takeCourse({ source: 'cityPlatform', work: { ...noWork, city }, ...of });
  course.take('agent', attach(1));
  course.take('agent', attach(2, true));
  course.take('lead', assignIt);
  course.take('department', { kind: 'departmentSign' });
  course.take('department', attach(3));
  course.take('department', attach(4, false, 'image/heic'));
  course.take('department', resultOfIt);
  course.take('lead', { kind: 'auditPass' });
  course.take('lead', {
    kind: 'callback',
    contact: 'reached',
    solved: 'solved',
    satisfaction: 5,
    note: '',
  });
  return course;
}
const reply = (...cityFiles: readonly string[]) =>
  ({ kind: 'reply', text: '已疏通', channel: 'city', cityFiles }) as const;

describe('files that go to the city', () => {
  it('are chosen among those of departments and what the desk has shown them, the last result’s first', () => {
    const ticket = replied().ticket();
    expect(ids(mayGoToCity(ticket))).toEqual([idOf(2), idOf(3)]);
    expect(ids(chosenForCity(ticket))).toEqual([idOf(3)]);
  });

  it('of a confidential ticket are chosen by nobody but who replies', () => {
    const ticket = replied({ flags: ['confidential'] }).ticket();
    expect(chosenForCity(ticket)).toEqual([]);
    expect(ids(mayGoToCity(ticket))).toEqual([idOf(2), idOf(3)]);
  });

  it('stand in the reply, each once, and are told in the course', () => {
    const course = replied();
    const ticket = course.take('agent', reply(idOf(3), idOf(2), idOf(3)));
    expect(ticket.work?.reply?.cityFiles).toEqual([idOf(3), idOf(2)]);
    expect(ticket.course.at(-1)?.note).toContain('随文报送的附件：3.jpg、2.jpg');
    expect(ticketSchema.parse(ticket)).toEqual(ticket);
    expect(JSON.stringify(asKnownTo(2, ticketSchema, ticket))).not.toContain('cityFiles');
  });

  it('are none that the desk keeps for itself, that was withdrawn, that cannot be cleaned, or of a ticket of our own', () => {
    const refused = { kind: 'refused', code: 'attachment.notFound' };
    for (const index of [1, 4, 9])
      expect(replied().ask('agent', reply(idOf(index)))).toMatchObject(refused);
    const course = replied();
    course.take('department', { kind: 'detach', attachmentId: idOf(3), reason: '有误' });
    expect(course.ask('agent', reply(idOf(3)))).toMatchObject(refused);
    const own = replied({ source: 'phone' });
    expect(own.ask('agent', reply(idOf(3)))).toMatchObject(refused);
    expect(own.ask('agent', reply())).toMatchObject({ kind: 'accepted' });
  });
});

describe('files that the city has sent', () => {
  it('are on the ticket once, shown to its department, and never go back', () => {
    const before = replied().ticket();
    const sent = { ...file(7), sha256: file(6).sha256 };
    const files = [file(6), sent, file(8)];
    const once = withFilesOfCity(before, { files, refused: ['a.exe（类型不收）'] }, context);
    const twice = withFilesOfCity(once, { files, refused: [] }, context);
    expect(twice).toBe(once);
    expect(ids((once.work?.attachments ?? []).filter(({ fromCity }) => fromCity))).toEqual([
      idOf(6),
      idOf(8),
    ]);
    expect(once.course.at(-1)).toMatchObject({
      act: 'attach',
      byWorkNo: '',
      note: '市级平台附件：6.jpg、8.jpg\n市级平台附件未收：a.exe（类型不收）',
    });
    expect(ticketSchema.parse(once)).toEqual(once);
    const seen = departmentView(once, courseDepartment)?.attachments ?? [];
    expect(seen.filter(({ fromCity }) => fromCity).map(({ isOwn }) => isOwn)).toEqual([
      false,
      false,
    ]);
    expect(ids(mayGoToCity(once))).toEqual([idOf(2), idOf(3)]);
  });

  it('of a confidential ticket are the desk’s alone', () => {
    const ticket = replied({ flags: ['confidential'] }).ticket();
    const next = withFilesOfCity(ticket, { files: [file(6)], refused: [] }, context);
    expect(ids(departmentView(next, courseDepartment)?.attachments ?? [])).not.toContain(idOf(6));
  });
});
