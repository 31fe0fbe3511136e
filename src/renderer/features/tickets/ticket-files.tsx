import { useState } from 'react';
import { attachmentsOf } from '../../../shared/domain/tickets/attachments.ts';
import { flowOf } from '../../../shared/domain/tickets/flow.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { Attachment } from '../../../shared/domain/tickets/ticket-work.ts';
import { Attachments } from '../../parts/attachments.tsx';
import { useDeskState, useStores } from '../../parts/desk-context.ts';
import { useDepartmentName } from '../../parts/use-departments.ts';
import { useText } from '../../parts/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { fullTime } from '../../ui/format.ts';
import './ticket-files.css';
import { filesStore } from './files-store.ts';

/** 附件: photos and papers of desk and departments; new ones by button, drop and paste. */
export function TicketFiles({ ticket }: { readonly ticket: Ticket | null }) {
  const t = useText();
  return ticket ? <Files ticket={ticket} /> : <EmptyState title={t('attachments.afterSaving')} />;
}

function Files({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const departmentName = useDepartmentName();
  const store = filesStore(useStores());
  const workNo = useDeskState(({ user }) => user?.workNo ?? '');
  const role = useDeskState(({ user }) => user?.role ?? 'agent');
  const [isForDepartment, setForDepartment] = useState(false);
  const mayAdd = flowOf(ticket, 'attach', role).kind === 'possible';
  const ofWhom = ({ departmentId, fromCity }: Attachment) => {
    if (fromCity === true) return t('attachments.ofCity');
    return departmentId === undefined ? t('attachments.ofDesk') : departmentName(departmentId);
  };
  const whoseText = (file: Attachment) =>
    [
      ofWhom(file),
      file.byWorkNo,
      fullTime(file.at).slice(5, 16),
      file.isForDepartment === true ? t('attachments.forDepartment') : '',
    ]
      .filter(Boolean)
      .join(' ');
  const listed = attachmentsOf(ticket).map((file) => ({
    ...file,
    whose: whoseText(file),
    mayWithdraw:
      mayAdd && file.departmentId === undefined && (role === 'lead' || file.byWorkNo === workNo),
  }));
  return (
    <div className="ticketfiles">
      <Attachments
        key={ticket.ticketId}
        store={store}
        ticketId={ticket.ticketId}
        listed={listed}
        mayAdd={mayAdd}
        canSave={false}
        isForDepartment={isForDepartment}
        more={
          <label className="attachments__row">
            <input
              type="checkbox"
              checked={isForDepartment}
              onChange={({ target }) => setForDepartment(target.checked)}
            />
            {t('attachments.forDepartment')}
          </label>
        }
      />
      <p className="panel__note">{t('attachments.needsHub')}</p>
    </div>
  );
}
