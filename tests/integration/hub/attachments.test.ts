import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  attachmentPiece,
  longestAttachment,
} from '../../../src/shared/domain/tickets/attachments.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { AttachedFile } from '../../../src/shared/domain/tickets/ticket-work.ts';
import { anAnnouncement, pieceOf, readBack, sendWhole } from '../../support/attach-files.ts';
import { assignIt } from '../../support/course-ticket.ts';
import { codeOf, hubClient, signInAt } from '../../support/hub-client.ts';
import {
  aFullIntake,
  aTicketSave,
  ofDepartment,
  testPassword,
  testSeed,
} from '../../support/hub-values.ts';
import { realFiles, refusedFiles } from '../../support/real-files.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const marker = 'MARKER-OF-A-PHOTO-4711';
/** A PNG of three pieces with words in it that can be looked for. */
const png = realFiles['image/png'];
const photo = Buffer.concat([
  png.subarray(0, 33),
  Buffer.from(marker),
  randomBytes(2 * attachmentPiece),
  Buffer.from(marker),
  png.subarray(33),
]);

describe('attachments at the hub', () => {
  let hub: RunningHub;
  beforeEach(async () => {
    hub = await startTestHub(testSeed([ofDepartment(), ofDepartment('5002', 'group.water')]));
  });
  afterEach(() => hub.stop());

  const ofDesk = async (workNo: string) => (await signInAt(hub.url(), workNo)).client;
  const of = async (workNo = '5001') => {
    const credentials = { workNo, password: testPassword, deskId: randomUUID() };
    const session = await hubClient(hub.url()).auth.signIn({ ...credentials, page: 'department' });
    return hubClient(hub.url(), session.accessToken);
  };
  /** A ticket that 江汉区水务局 is handling. */
  const given = async (of: Partial<ReturnType<typeof aFullIntake>> = {}) => {
    const ticketId = randomUUID();
    const at = hub.clock.now();
    const save = aTicketSave(ticketId, { at, changes: { ...aFullIntake(), kind: 'help', ...of } });
    // Confidential ones are the lead's to assign.
    const desk = await ofDesk(of.kind === 'report' ? '2001' : '1001');
    const act = async (action: TicketAction, by = desk) =>
      by.commands.submit({
        commandId: randomUUID(),
        command: { ...save, base: null, action, at: hub.clock.now() } as typeof save,
      });
    expect(await desk.commands.submit({ commandId: randomUUID(), command: save })).toEqual({
      kind: 'accepted',
    });
    expect(await act(assignIt)).toEqual({ kind: 'accepted' });
    return { ticketId, desk, act };
  };
  const attach = (files: readonly AttachedFile[], isForDepartment = false) =>
    ({ kind: 'attach', files, forWhat: 'evidence', isForDepartment }) as const;
  const actOf = async (
    client: Awaited<ReturnType<typeof of>>,
    ticketId: string,
    action: Attach,
  ) => {
    const { revision } = await client.department.get({ ticketId });
    return client.department.act({ commandId: randomUUID(), ticketId, revision, action });
  };
  type Attach = ReturnType<typeof attach> | Extract<TicketAction, { kind: 'detach' }>;

  it('go with the ticket from a department to the desk, who reads what was sent', async () => {
    const { ticketId, desk } = await given();
    const department = await of();
    const file = await sendWhole(department.attachments, ticketId, {
      bytes: photo,
      name: 'a/b.exe',
    });
    expect(file).toMatchObject({ fileName: 'a_b.exe.png', mediaType: 'image/png' });
    expect(await codeOf(readBack(desk.attachments, { ticketId, ...ids(file) }))).toBe(
      'attachment.notFound',
    );
    expect(await actOf(department, ticketId, attach([file]))).toEqual({ kind: 'accepted' });

    const { changes } = await desk.changes.pull({ since: 0, limit: 1000 });
    const told = changes.flatMap(({ entity, body }) =>
      entity === 'ticket' && body.ticketId === ticketId ? [body.work?.attachments] : [],
    );
    expect(told.at(-1)).toMatchObject([{ ...file, departmentId: 'bureau.jianghan' }]);
    const read = { ticketId, attachmentId: file.attachmentId };
    expect((await readBack(desk.attachments, read)).equals(photo)).toBe(true);
    expect((await readBack(department.attachments, read)).equals(photo)).toBe(true);

    const lead = await ofDesk('2001');
    const any = { before: null, from: null, to: null, workNo: null, deskId: null, subjectId: null };
    const { lines } = await lead.audit.list({ ...any, action: 'attachmentRead', limit: 50 });
    expect(lines.map(({ workNo, subjectId, code }) => [workNo, subjectId, code])).toEqual([
      ['5001', file.attachmentId, null],
      ['1001', file.attachmentId, null],
      ['1001', ticketId, 'attachment.notFound'],
    ]);
  });

  it('are nowhere in the data folder in clear, neither while they come nor afterwards', async () => {
    const { ticketId, act, desk } = await given();
    const announced = anAnnouncement(ticketId, photo);
    await desk.attachments.begin(announced);
    await desk.attachments.put(pieceOf(announced.attachmentId, photo, 0));
    expect(await holding(hub.dataFolder, marker)).toEqual([]);
    const file = await sendWhole(desk.attachments, ticketId, { bytes: photo });
    expect(await act(attach([file]))).toEqual({ kind: 'accepted' });
    expect(await holding(hub.dataFolder, marker)).toEqual([]);
    // The search itself finds what is there.
    await writeFile(join(hub.dataFolder, 'attachments', 'clear'), photo);
    expect(await holding(hub.dataFolder, marker)).toEqual(['attachments/clear']);
    expect(await readdir(join(hub.dataFolder, 'attachments'))).not.toContain(file.attachmentId);
  });

  it('go on where the line was cut, also after the hub was started anew', async () => {
    const { ticketId, desk } = await given();
    const announced = anAnnouncement(ticketId, photo);
    const { attachmentId } = announced;
    await desk.attachments.begin(announced);
    expect(await desk.attachments.put(pieceOf(attachmentId, photo, 0))).toEqual({
      nextByte: attachmentPiece,
      mediaType: null,
    });
    await hub.restart();
    const again = await ofDesk('1001');
    expect(await again.attachments.begin(announced)).toEqual({
      nextByte: attachmentPiece,
      mediaType: null,
    });
    // What comes twice, or too early, changes nothing.
    for (const at of [0, 2 * attachmentPiece])
      expect(await again.attachments.put(pieceOf(attachmentId, photo, at))).toEqual({
        nextByte: attachmentPiece,
        mediaType: null,
      });
    await again.attachments.put(pieceOf(attachmentId, photo, attachmentPiece));
    const last = pieceOf(attachmentId, photo, 2 * attachmentPiece);
    const whole = { nextByte: photo.byteLength, mediaType: 'image/png' };
    expect(await again.attachments.put(last)).toEqual(whole);
    // The answer was lost, and is asked for again.
    expect(await again.attachments.put(last)).toEqual(whole);
    expect(await again.attachments.begin(announced)).toEqual(whole);
  });

  it('are refused by their bytes, and then are gone', async () => {
    const { ticketId, desk } = await given();
    const refused = Object.values(refusedFiles).filter(({ byteLength }) => byteLength > 0);
    for (const bytes of refused)
      expect(await codeOf(sendWhole(desk.attachments, ticketId, { bytes }))).toBe(
        'attachment.type',
      );
    const announced = { ...anAnnouncement(ticketId, photo), sha256: '0'.repeat(64) };
    await desk.attachments.begin(announced);
    const put = (at: number) => desk.attachments.put(pieceOf(announced.attachmentId, photo, at));
    await put(0);
    await put(attachmentPiece);
    expect(await codeOf(put(2 * attachmentPiece))).toBe('upload.hashMismatch');
    expect(await codeOf(put(0))).toBe('attachment.notFound');
    expect(await readdir(join(hub.dataFolder, 'attachments'))).toEqual([]);
  });

  it('have limits: of one file, of one person in a day, of the disk', async () => {
    const { ticketId, desk } = await given();
    const begin = (byteLength: number) =>
      desk.attachments.begin({ ...anAnnouncement(ticketId, photo), byteLength });
    expect(await codeOf(begin(longestAttachment + 1))).toBe('attachment.tooLong');
    hub.disk.freeBytes = 1024 ** 3;
    expect(await codeOf(begin(1))).toBe('upload.hubDiskFull');
    hub.disk.freeBytes = 1e12;
    for (let count = 0; count < 15; count += 1) await begin(longestAttachment);
    expect(await codeOf(begin(1))).toBe('attachment.quota');
    hub.clock.advance(25 * 3_600_000);
    const next = await ofDesk('1001');
    const bytes = Buffer.from('<svg></svg>');
    for (let count = 0; count < 100; count += 1)
      expect(await codeOf(sendWhole(next.attachments, ticketId, { bytes }))).toBe(
        'attachment.type',
      );
    // What was refused was brought all the same.
    expect(await codeOf(next.attachments.begin(anAnnouncement(ticketId, photo)))).toBe(
      'attachment.quota',
    );
    hub.clock.advance(25 * 3_600_000);
    const tomorrow = await ofDesk('1001');
    const { nextByte } = await tomorrow.attachments.begin(anAnnouncement(ticketId, photo));
    expect(nextByte).toBe(0);
  });

  it('can only be put by who sent them, to their own ticket, as they are', async () => {
    const { ticketId, desk, act } = await given();
    const other = await given();
    const colleague = await ofDesk('1002');
    const file = await sendWhole(desk.attachments, ticketId, { bytes: photo });
    const code = { kind: 'refused', code: 'attachment.notUploaded' };
    expect(await act(attach([file]), colleague)).toMatchObject(code);
    expect(await other.act(attach([file]))).toMatchObject(code);
    for (const change of [
      { sha256: '0'.repeat(64) },
      { byteLength: 1 },
      { mediaType: 'application/pdf' as const, fileName: 'x.pdf' },
      { attachmentId: randomUUID() },
    ])
      expect(await act(attach([{ ...file, ...change }]))).toMatchObject(code);
    expect(await act(attach([{ ...file, fileName: 'x.html' }]))).toMatchObject({
      code: 'input.invalid',
    });
    expect(await act(attach([file, file]))).toMatchObject({ code: 'attachment.twice' });
    // Another one neither sends into it nor learns of it.
    const piece = pieceOf(file.attachmentId, photo, 0);
    expect(await codeOf(colleague.attachments.put(piece))).toBe('attachment.notFound');
    expect(await act(attach([file]))).toEqual({ kind: 'accepted' });
  });

  it('show a department its own and what is marked for it, and nothing of a ticket of others', async () => {
    const { ticketId, desk, act } = await given();
    const [department, stranger] = [await of(), await of('5002')];
    const secret = await sendWhole(desk.attachments, ticketId, { bytes: realFiles['text/plain'] });
    const marked = await sendWhole(desk.attachments, ticketId, { bytes: photo });
    expect(await act(attach([secret]))).toEqual({ kind: 'accepted' });
    expect(await act(attach([marked], true))).toEqual({ kind: 'accepted' });
    const { attachments } = await department.department.get({ ticketId });
    expect(attachments.map(({ attachmentId, isOwn }) => [attachmentId, isOwn])).toEqual([
      [marked.attachmentId, false],
    ]);
    const read = (client: typeof department, { attachmentId }: AttachedFile) =>
      codeOf(client.attachments.read({ ticketId, attachmentId, at: 0 }));
    expect(await read(department, secret)).toBe('attachment.notFound');
    expect(await read(stranger, marked)).toBe('attachment.notFound');
    expect(
      (await readBack(department.attachments, { ticketId, ...ids(marked) })).equals(photo),
    ).toBe(true);
    const toStranger = stranger.attachments.begin(anAnnouncement(ticketId, photo));
    expect(await codeOf(toStranger)).toBe('ticket.notFound');
    // What the desk has brought is not a department's to take back.
    const detach = { kind: 'detach', attachmentId: marked.attachmentId, reason: 'x' } as const;
    expect(await actOf(department, ticketId, detach)).toEqual({
      kind: 'refused',
      code: 'attachment.notYours',
    });
    expect(await act(detach)).toEqual({ kind: 'accepted' });
    for (const client of [department, desk])
      expect(await codeOf(client.attachments.read({ ticketId, ...ids(marked), at: 0 }))).toBe(
        'attachment.notFound',
      );
    expect((await department.department.get({ ticketId })).attachments).toEqual([]);
  });

  it('of a confidential ticket are not there for an agent who may not read it', async () => {
    const { ticketId } = await given({ kind: 'report' });
    const [lead, agent] = [await ofDesk('2001'), await ofDesk('1002')];
    const { attachmentId } = await sendWhole(lead.attachments, ticketId, { bytes: photo });
    const begun = agent.attachments.begin(anAnnouncement(ticketId, photo));
    expect(await codeOf(begun)).toBe('ticket.notFound');
    const read = agent.attachments.read({ ticketId, attachmentId, at: 0 });
    expect(await codeOf(read)).toBe('attachment.notFound');
  });

  it('say that they are damaged when their bytes are not what was written', async () => {
    const { ticketId, desk, act } = await given();
    const file = await sendWhole(desk.attachments, ticketId, { bytes: photo });
    expect(await act(attach([file]))).toEqual({ kind: 'accepted' });
    const folder = join(hub.dataFolder, 'attachments');
    const [name = ''] = await readdir(folder);
    await truncate(join(folder, name), 1000);
    expect(await codeOf(desk.attachments.read({ ticketId, ...ids(file), at: 0 }))).toBe(
      'attachment.damaged',
    );
  });
});

const ids = ({ attachmentId }: AttachedFile) => ({ attachmentId });

/** Files below the folder that hold these words. */
async function holding(folder: string, words: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if ((await readFile(path)).includes(words)) found.push(path.slice(folder.length + 1));
  }
  return found;
}
