import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine } from '../../../../../src/shared/clean-text.ts';
import { ticketSchema } from '../../../../../src/shared/contract/tickets/schemas.ts';
import { asKnownTo } from '../../../../../src/shared/contract/since.ts';
import {
  attachmentEndings,
  attachmentFor,
  attachmentName,
  attachmentsOf,
} from '../../../../../src/shared/domain/tickets/attachments.ts';
import { departmentView } from '../../../../../src/shared/domain/tickets/department-view.ts';
import { attachmentTypes } from '../../../../../src/shared/domain/tickets/ticket-work.ts';
import { assignIt, courseDepartment, takeCourse } from '../../../../support/course-ticket.ts';

const idOf = (index: number) => `00000000-0000-4000-8000-00000000000${index}`;
const file = (index: number) => ({
  attachmentId: idOf(index),
  fileName: '现场.jpg',
  mediaType: 'image/jpeg' as const,
  byteLength: 1000,
  sha256: 'a'.repeat(64),
});
const attach = (index: number, isForDepartment = false) =>
  ({ kind: 'attach', files: [file(index)], forWhat: 'evidence', isForDepartment }) as const;
const detach = (index: number) =>
  ({ kind: 'detach', attachmentId: idOf(index), reason: '有误' }) as const;

describe('the name of an attachment', () => {
  it('is none by which Windows means a device', () => {
    expect(attachmentName('CON.txt', 'text/plain')).toBe('_CON.txt');
    expect(attachmentName('nul', 'image/jpeg')).toBe('_nul.jpg');
    expect(attachmentName('com1.现场.jpg', 'image/jpeg')).toBe('_com1.现场.jpg');
    const long = attachmentName(`aux.${'长'.repeat(70)}`, 'image/png');
    expect(attachmentName(long, 'image/png')).toBe(long);
    expect(attachmentName('nul .txt', 'text/plain')).toBe('_nul.txt');
    expect(attachmentName('context.txt', 'text/plain')).toBe('context.txt');
  });

  it('has no path, and the ending of what is in it', () => {
    expect(attachmentName('C:\\照片\\1.JPG', 'image/jpeg')).toBe('C__照片_1.jpg');
    expect(attachmentName('a.jpeg', 'image/jpeg')).toBe('a.jpg');
    expect(attachmentName('../../etc/passwd', 'text/plain')).toBe('_.._etc_passwd.txt');
    expect(attachmentName('记录.bat', 'text/plain')).toBe('记录.bat.txt');
    expect(attachmentName('长'.repeat(300), 'image/png')).toBe(`${'长'.repeat(70)}.png`);
    expect(attachmentName(' . ', 'image/png')).toBe('附件.png');
    expect(attachmentName('图\u202Egnp.exe', 'image/png')).toBe('图gnp.exe.png');
  });

  it('is the same when it is made again, whatever was typed: the hub refuses another one', () => {
    const units = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(units, fc.constantFrom(...attachmentTypes), (typed, type) => {
        const name = attachmentName(typed, type);
        expect(attachmentName(name, type)).toBe(name);
        expect(cleanLine(name)).toBe(name);
        expect(name.length).toBeLessThanOrEqual(80);
        expect(name).toMatch(new RegExp(`[^.]\\.${attachmentEndings[type]}$`, 'u'));
        expect(name).not.toMatch(/[\\/:*?"<>|]/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('attachments of a ticket', () => {
  const assigned = () => {
    const course = takeCourse();
    course.take('lead', assignIt);
    return course;
  };
  const reader = { workNo: '5001', role: 'department', departmentId: courseDepartment } as const;

  it('only grow; a withdrawn one keeps its line and is given to nobody', () => {
    const course = assigned();
    course.take('agent', attach(1));
    course.pass(1000);
    course.take('agent', detach(1));
    expect(course.work().attachments).toMatchObject([
      { ...file(1), byWorkNo: '1001', removedAt: course.now() },
    ]);
    expect(attachmentsOf(course.ticket())).toEqual([]);
    expect(attachmentFor({ workNo: '2001', role: 'lead' }, course.ticket(), idOf(1))).toBe(null);
    expect(course.ask('agent', detach(1))).toMatchObject({ code: 'attachment.notFound' });
    expect(course.ask('agent', attach(1))).toMatchObject({ code: 'attachment.twice' });
  });

  it('are told to a department when they are its own or marked for it', () => {
    const course = assigned();
    course.take('department', attach(1));
    course.take('agent', attach(2));
    course.take('agent', attach(3, true));
    // A department marks nothing for others.
    course.take('department', attach(4, true));
    const told = departmentView(course.ticket(), courseDepartment)?.attachments ?? [];
    expect(told.map(({ attachmentId, isOwn }) => [attachmentId, isOwn])).toEqual([
      [idOf(1), true],
      [idOf(3), false],
      [idOf(4), true],
    ]);
    expect(course.work().attachments?.[3]).not.toHaveProperty('isForDepartment');
    const seen = (role: 'agent' | 'officer' | 'admin' | 'auditor') =>
      attachmentFor({ workNo: '1002', role }, course.ticket(), idOf(2)) !== null;
    expect([seen('agent'), seen('officer'), seen('admin'), seen('auditor')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(attachmentFor(reader, course.ticket(), idOf(2))).toBe(null);
    expect(attachmentFor(reader, course.ticket(), idOf(3))).not.toBe(null);
    const others = { workNo: '5002', role: 'department', departmentId: 'group.water' } as const;
    expect(attachmentFor(others, course.ticket(), idOf(3))).toBe(null);
  });

  it('of a confidential ticket are for those who may read it', () => {
    const course = takeCourse({ flags: ['confidential'] });
    course.take('lead', assignIt);
    course.take('lead', attach(1));
    const seen = (role: 'agent' | 'lead') =>
      attachmentFor({ workNo: '1002', role }, course.ticket(), idOf(1)) !== null;
    expect([seen('agent'), seen('lead')]).toEqual([false, true]);
  });

  it('are taken back by their own side alone', () => {
    const course = assigned();
    course.take('department', attach(1));
    course.take('agent', attach(2, true));
    expect(course.ask('agent', detach(1))).toMatchObject({ code: 'attachment.notYours' });
    expect(course.ask('lead', detach(1))).toMatchObject({ code: 'attachment.notYours' });
    expect(course.ask('department', detach(2))).toMatchObject({ code: 'attachment.notYours' });
    course.take('department', detach(1));
    course.take('lead', detach(2));
  });

  it('are not sent to a desk of an older contract', () => {
    const course = assigned();
    course.take('agent', attach(1));
    const ticket = ticketSchema.parse(course.ticket());
    expect(JSON.stringify(asKnownTo(3, ticketSchema, ticket))).toContain(idOf(1));
    expect(JSON.stringify(asKnownTo(2, ticketSchema, ticket))).not.toContain('attachments');
  });
});
