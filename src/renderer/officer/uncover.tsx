import { type FormEvent, useState } from 'react';
import { useText } from '../parts/use-text.ts';
import { Dialog } from '../ui/dialog.tsx';
import { useTickets } from './use-office.ts';
import type { OfficerTicket } from './tickets-store.ts';

const reasons = ['callback', 'complaint', 'supervision'] as const;

/** Who asked: covered until somebody says why it must be seen, which is in the audit. */
export function Uncover({ shown }: { readonly shown: OfficerTicket }) {
  const t = useText();
  const [isAsking, setAsking] = useState(false);
  const { requesterName, requesterNumber } = shown.ticket;
  return (
    <div className="dasker">
      <span>{t('department.citizen')}</span>
      <b className="num">
        {requesterName || '—'} {requesterNumber}
      </b>
      {!shown.isCovered ? (
        <span className="panel__note" role="status">
          {t('officer.uncover.done')}
        </span>
      ) : shown.mayUncover ? (
        <button
          type="button"
          className="button button--small"
          aria-haspopup="dialog"
          onClick={() => setAsking(true)}
        >
          {t('officer.uncover.ask')}
        </button>
      ) : (
        <span className="panel__note">{t('officer.uncover.never')}</span>
      )}
      {isAsking && <Reason onClose={() => setAsking(false)} />}
    </div>
  );
}

function Reason({ onClose }: { onClose(): void }) {
  const t = useText();
  const { isBusy, uncover } = useTickets();
  const [reason, setReason] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() !== '') void uncover(reason.trim()).then(onClose);
  };
  return (
    <Dialog title={t('officer.uncover.ask')} onClose={onClose}>
      <form onSubmit={send}>
        <p>{t('officer.uncover.why')}</p>
        <div className="orow">
          {reasons.map((one) => (
            <button
              key={one}
              type="button"
              className="button button--small"
              onClick={() => setReason(t(`officer.uncover.reasons.${one}`))}
            >
              {t(`officer.uncover.reasons.${one}`)}
            </button>
          ))}
        </div>
        <label className="dfield">
          <span>{t('officer.uncover.reason')}</span>
          <input
            className="input"
            autoFocus
            autoComplete="off"
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <div className="dialog__acts">
          <button type="button" className="button" onClick={onClose}>
            {t('common.cancel')}
          </button>
          <button
            type="submit"
            className="button button--main"
            disabled={isBusy || reason.trim() === ''}
          >
            {t('officer.uncover.show')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
