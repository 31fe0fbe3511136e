import { FolderArchive } from 'lucide-react';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ExportForm } from './export-form.tsx';
import { folderStore } from './folder-store.ts';

/** 整单导出, for the lead: the ticket as the hub has it, with its recordings. */
export function FolderButton({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const isLead = useDeskState(({ user }) => user?.role === 'lead');
  const { isOpen, open } = useFeatureState(folderStore);
  if (!isLead) return null;
  return (
    <>
      <button
        type="button"
        className="button button--small"
        aria-haspopup="dialog"
        onClick={() => open(ticket)}
      >
        <FolderArchive size={13} aria-hidden />
        {t('ticket.folder.button')}
      </button>
      {isOpen && <FolderDialog />}
    </>
  );
}

function FolderDialog() {
  const t = useText();
  const { ticket, close, setReason, start, stop, ...run } = useFeatureState(folderStore);
  return (
    <Dialog title={t('ticket.folder.title', { no: ticket?.ticketNo ?? '' })} onClose={close}>
      <ExportForm
        run={run}
        what={t('ticket.folder.what')}
        reasonHint={t('ticket.folder.reasonHint')}
        doneWords={({ rows, fileName }) => t('ticket.folder.done', { files: rows, name: fileName })}
        runningWords={({ done, total }) =>
          t('ticket.folder.writing', { done, total: total ?? '…' })
        }
        onReason={setReason}
        onStart={() => void start()}
        onStop={stop}
        onClose={close}
      />
    </Dialog>
  );
}
