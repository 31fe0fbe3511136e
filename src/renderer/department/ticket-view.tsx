import { useEffect, useRef } from 'react';
import type { DepartmentTicket } from '../../shared/domain/tickets/department-view.ts';
import { categoryText } from '../parts/ticket-words.ts';
import { useDepartmentName } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { fullTime } from '../ui/format.ts';
import { ActPanel, ActRow } from './act-panel.tsx';
import { ClockTag } from './clock-tag.tsx';
import { DepartmentFiles } from './department-files.tsx';
import { StepsLine } from './steps-line.tsx';
import { TicketPast } from './ticket-past.tsx';
import { useDepartment } from './use-department.ts';

/** One ticket: what is asked, where, until when, who asked, what was done; and what can be done now. */
export function TicketView() {
  const t = useText();
  const { ticket } = useDepartment((state) => state);
  const open = useDepartment((state) => state.open);
  const heading = useRef<HTMLHeadingElement>(null);
  const shownId = ticket?.ticketId;
  // Who opens a ticket by the keyboard reads on in it.
  useEffect(() => {
    if (shownId !== undefined) heading.current?.focus();
  }, [shownId]);
  return (
    <section className="panel dticket" aria-label={ticket?.ticketNo}>
      <button type="button" className="button button--small dback" onClick={() => void open(null)}>
        {t('department.back')}
      </button>
      {ticket === null ? (
        <EmptyState title={t('department.loading')} />
      ) : (
        <>
          <div className="panel__body dticket__body">
            <Limits ticket={ticket} />
            <StepsLine ticket={ticket} />
            <div className="dticket__head">
              <h2 className="dticket__title" tabIndex={-1} ref={heading}>
                {ticket.ticketNo}
              </h2>
              <button
                type="button"
                className="button button--small dprint"
                title={t('department.printHint')}
                onClick={() => window.print()}
              >
                {t('department.print')}
              </button>
            </div>
            <Facts ticket={ticket} />
            <Asker ticket={ticket} />
            <ActPanel ticket={ticket} />
            <DepartmentFiles ticket={ticket} />
            <TicketPast ticket={ticket} />
          </div>
          <ActRow ticket={ticket} />
        </>
      )}
    </section>
  );
}

function Limits({ ticket }: { readonly ticket: DepartmentTicket }) {
  const t = useText();
  return (
    <div className="dlimits">
      <b className="num">
        {ticket.dueAt === null
          ? t('department.noDue')
          : t('department.dueAt', { at: fullTime(ticket.dueAt).slice(0, 16) })}
      </b>
      {ticket.clocks
        .filter(({ stoppedAt }) => stoppedAt === undefined)
        .map((clock) => (
          <ClockTag key={`${clock.step}${clock.startedAt}${clock.dueAt}`} clock={clock} />
        ))}
      {ticket.flags.map((flag) => (
        <span key={flag} className={flag === 'urgent' ? 'tag tag--bad' : 'tag tag--warn'}>
          {t(`ticket.flags.${flag}`)}
        </span>
      ))}
    </div>
  );
}

function Facts({ ticket }: { readonly ticket: DepartmentTicket }) {
  const t = useText();
  const departmentName = useDepartmentName();
  const citizen = useDepartment((state) => state.citizen);
  return (
    <>
      <p className="dticket__content">{citizen?.content ?? ticket.content}</p>
      <dl className="dfacts">
        <dt>{t('department.place')}</dt>
        <dd>
          {ticket.district} {citizen?.address ?? ticket.address}
        </dd>
        <dt>{t('department.category')}</dt>
        <dd>
          {ticket.kind && t(`ticket.kinds.${ticket.kind}`)} {categoryText(ticket.categoryCode)}
        </dd>
        {ticket.instruction !== '' && (
          <>
            <dt>{t('department.asked')}</dt>
            <dd>{ticket.instruction}</dd>
          </>
        )}
        <dt>{t('department.lead2')}</dt>
        <dd>{departmentName(ticket.leadId)}</dd>
        {ticket.assistIds.length > 0 && (
          <>
            <dt>{t('department.assist')}</dt>
            <dd>{ticket.assistIds.map(departmentName).join('、')}</dd>
          </>
        )}
      </dl>
    </>
  );
}

/** Covered until it is asked for, which is written down at the hub. */
function Asker({ ticket }: { readonly ticket: DepartmentTicket }) {
  const t = useText();
  const { citizen, isBusy } = useDepartment((state) => state);
  const showCitizen = useDepartment((state) => state.showCitizen);
  const shown = citizen ?? ticket;
  return (
    <div className="dasker">
      <span>{t('department.citizen')}</span>
      <b className="num">
        {shown.requesterName} {shown.requesterNumber}
      </b>
      {citizen ? (
        <>
          <a className="button button--small" href={`tel:${dialled(citizen.requesterNumber)}`}>
            {t('department.call', { number: citizen.requesterNumber })}
          </a>
          <span className="panel__note" role="status">
            {t('department.shown')}
          </span>
        </>
      ) : ticket.mayBeShown ? (
        <button
          type="button"
          className="button button--small"
          disabled={isBusy}
          onClick={() => void showCitizen()}
        >
          {t('department.show')}
        </button>
      ) : (
        <span className="panel__note">{t('department.secret')}</span>
      )}
    </div>
  );
}

function dialled(number: string): string {
  return number.normalize('NFKC').replaceAll(/[^\d+]/g, '');
}
