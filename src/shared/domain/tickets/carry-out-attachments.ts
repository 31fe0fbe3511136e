import { attachmentsOf } from './attachments.ts';
import { type Effects, facts } from './effect.ts';

/** Putting stored files to a ticket, and taking one back. That they are stored is the hub's to know. */
export const attachmentEffects: Pick<Effects, 'attach' | 'detach'> = {
  attach: ({ work, context }, { files, forWhat, isForDepartment }) => {
    const { at, workNo: byWorkNo, departmentId } = context;
    const known = work.attachments ?? [];
    const isTwice = files.some(
      ({ attachmentId }, index) =>
        known.some((one) => one.attachmentId === attachmentId) ||
        files.findIndex((one) => one.attachmentId === attachmentId) !== index,
    );
    if (isTwice) return 'attachment.twice';
    const whose = departmentId === null ? {} : { departmentId };
    const mark = isForDepartment && departmentId === null ? { isForDepartment: true as const } : {};
    const added = files.map((file) => ({ ...file, forWhat, at, byWorkNo, ...whose, ...mark }));
    return {
      work: { attachments: [...known, ...added] },
      lines: facts({
        count: String(files.length),
        words: files.map(({ fileName }) => fileName).join('、'),
      }),
    };
  },
  // Who brought it takes it back, or a colleague of the same side; the lead whatever the desk has brought.
  detach: (
    { ticket, work, context: { at, workNo, departmentId, actor } },
    { attachmentId, reason },
  ) => {
    const found = attachmentsOf(ticket).find((one) => one.attachmentId === attachmentId);
    if (!found) return 'attachment.notFound';
    const isOwnSide = (found.departmentId ?? null) === departmentId;
    const mayTake = departmentId !== null || actor === 'lead' || found.byWorkNo === workNo;
    if (!isOwnSide || !mayTake) return 'attachment.notYours';
    const attachments = (work.attachments ?? []).map((one) =>
      one.attachmentId === attachmentId ? { ...one, removedAt: at } : one,
    );
    return { work: { attachments }, lines: facts({ words: found.fileName, reason }) };
  },
};
