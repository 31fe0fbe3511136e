import { useContext } from 'react';
import { assert } from '../../shared/assert.ts';
import { flow } from '../../shared/domain/tickets/flow.ts';
import type {
  DepartmentAttachment,
  DepartmentTicket,
} from '../../shared/domain/tickets/department-view.ts';
import { Attachments } from '../parts/attachments.tsx';
import { useText } from '../parts/use-text.ts';
import { fullTime } from '../ui/format.ts';
import { FilesContext } from './use-department.ts';

/** Files of the ticket: the department's own, and those that the desk has marked for it. */
export function DepartmentFiles({ ticket }: { readonly ticket: DepartmentTicket }) {
  const t = useText();
  const store = useContext(FilesContext);
  assert(store !== null, 'component is inside the page');
  const { ticketId, state, attachments } = ticket;
  const mayAdd = flow.attach.some(
    ({ from, who }) => from.includes(state) && who.includes('department'),
  );
  const ofWhom = ({ isOwn, fromCity }: DepartmentAttachment) => {
    if (fromCity === true) return t('attachments.ofCity');
    return t(isOwn ? 'attachments.own' : 'attachments.ofDesk');
  };
  const listed = attachments.map((file) => ({
    ...file,
    whose: `${ofWhom(file)} ${fullTime(file.at).slice(5, 16)}`,
    mayWithdraw: file.isOwn && mayAdd,
  }));
  return (
    <Attachments
      key={ticketId}
      store={store}
      ticketId={ticketId}
      listed={listed}
      mayAdd={mayAdd}
      canSave
    />
  );
}
