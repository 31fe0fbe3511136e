import { FolderArchive } from 'lucide-react';
import { useId } from 'react';
import { shortestReason } from '../../../shared/contract/exports/schemas.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { Dialog } from '../../ui/dialog.tsx';
import './export.css';
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
  const { ticket, reason, phase, close, start, stop } = useFeatureState(folderStore);
  const isRunning = phase === 'running';
  const isMissing = reason.trim().length < shortestReason;
  return (
    <Dialog title={t('ticket.folder.title', { no: ticket?.ticketNo ?? '' })} onClose={close}>
      <form
        className="export"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isMissing && !isRunning) void start();
        }}
      >
        <p className="export__hint">{t('ticket.folder.what')}</p>
        <fieldset className="export__fields" disabled={isRunning}>
          <Reason />
        </fieldset>
        <div role="status" className="export__state">
          <Progress />
        </div>
        <div className="dialog__acts">
          {!isRunning && isMissing && phase !== 'done' && (
            <span className="export__missing">{t('tickets.exports.reasonMissing')}</span>
          )}
          <button type="button" className="button" onClick={close}>
            {t('tickets.exports.close')}
          </button>
          {isRunning ? (
            <button type="button" className="button" onClick={stop}>
              {t('tickets.exports.stop')}
            </button>
          ) : (
            <button type="submit" className="button button--main" disabled={isMissing}>
              {t('tickets.exports.start')}
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function Reason() {
  const t = useText();
  const { reason, setReason } = useFeatureState(folderStore);
  const id = useId();
  return (
    <div className="export__reason">
      <label htmlFor={id}>{t('tickets.exports.reason')}</label>
      <input
        id={id}
        className="input"
        autoComplete="off"
        maxLength={200}
        placeholder={t('ticket.folder.reasonHint')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        // Enter takes what an input method holds; it starts no export.
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.nativeEvent.isComposing) event.preventDefault();
        }}
      />
    </div>
  );
}

function Progress() {
  const t = useText();
  const { phase, progress, end, failure } = useFeatureState(folderStore);
  if (phase === 'failed' && failure)
    return <ErrorNotice code={failure} lead={t('tickets.exports.failed')} />;
  if (phase === 'stopped') return t('tickets.exports.stopped');
  if (phase === 'done' && end)
    return (
      <>
        {t('ticket.folder.done', { files: end.rows, name: end.fileName })}
        <span className="export__hash num">{t('tickets.exports.hash', { hash: end.sha256 })}</span>
      </>
    );
  if (phase !== 'running') return null;
  const { done, total } = progress ?? { done: 0, total: null };
  const label = t('ticket.folder.writing', { done, total: total ?? '…' });
  return (
    <>
      <progress aria-label={label} max={total ?? 1} {...(total === null ? {} : { value: done })} />
      <span className="num">{label}</span>
    </>
  );
}
