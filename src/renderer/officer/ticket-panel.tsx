import { useEffect, useRef } from 'react';
import { lastMoment } from '../../shared/domain/tickets/step-clocks.ts';
import { type Ticket, isOpen } from '../../shared/domain/tickets/ticket.ts';
import { TicketCourse } from '../parts/ticket-course.tsx';
import { categoryText, stateTone } from '../parts/ticket-words.ts';
import { useDepartmentName } from '../parts/use-departments.ts';
import { useText } from '../parts/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { fullTime } from '../ui/format.ts';
import { ActForm, ActRow } from './act-form.tsx';
import { OuterTag, StepTag } from './limit-tags.tsx';
import { TicketWork } from './ticket-work.tsx';
import { Uncover } from './uncover.tsx';
import { useTickets } from './use-office.ts';

/** One ticket read whole: limits, what is asked and of whom, who asked, what was done; and what the officer can do now. */
export function TicketPanel() {
  const t = useText();
  const { ticketId, shown, open } = useTickets();
  const heading = useRef<HTMLHeadingElement>(null);
  const shownId = shown?.ticket.ticketId;
  // Who opens a ticket by the keyboard reads on in it.
  useEffect(() => {
    if (shownId !== undefined) heading.current?.focus();
  }, [shownId]);
  if (ticketId === null)
    return (
      <section className="panel oticket">
        <EmptyState title={t('department.choose')} />
      </section>
    );
  return (
    <section className="panel oticket" aria-label={t('officer.ticket')}>
      <button type="button" className="button button--small dback" onClick={() => void open(null)}>
        {t('department.back')}
      </button>
      {shown === null ? (
        <EmptyState title={t('department.loading')} />
      ) : (
        <>
          <div
            className="panel__body dticket__body"
            role="group"
            tabIndex={0}
            aria-label={t('officer.ticket')}
          >
            <Limits ticket={shown.ticket} />
            <h2 className="dticket__title" tabIndex={-1} ref={heading}>
              {shown.ticket.ticketNo}
            </h2>
            <Facts ticket={shown.ticket} />
            <Uncover shown={shown} />
            <ActForm ticket={shown.ticket} />
            <TicketWork ticket={shown.ticket} />
            <section className="dpart">
              <h3>{t('department.course')}</h3>
              <TicketCourse ticket={shown.ticket} />
            </section>
          </div>
          <ActRow ticket={shown.ticket} />
        </>
      )}
    </section>
  );
}

/** Both clocks: the promise to the citizen, and each step with the last moment that still keeps it. */
function Limits({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { flags, deadline, state, work } = ticket;
  const running = (work?.clocks ?? []).filter(({ stoppedAt }) => stoppedAt === undefined);
  return (
    <div className="olimits">
      <div className="dlimits">
        <span className={`tag tag--${stateTone(state)}`}>{t(`ticket.states.${state}`)}</span>
        <OuterTag dueAt={deadline?.dueAt ?? null} isOpen={isOpen(ticket)} />
        {flags.map((flag) => (
          <span key={flag} className={flag === 'urgent' ? 'tag tag--bad' : 'tag tag--warn'}>
            {t(`ticket.flags.${flag}`)}
          </span>
        ))}
      </div>
      {running.map((clock) => {
        const latest = lastMoment(ticket, clock.step);
        return (
          <div key={`${clock.step}${clock.startedAt}`} className="dlimits">
            <StepTag clock={clock} />
            {latest !== null && (
              <span className="panel__note num">
                {t('flow.clock.latest', { time: fullTime(latest).slice(5, 16) })}
              </span>
            )}
          </div>
        );
      })}
      {deadline && <span className="panel__note">{deadline.rule}</span>}
    </div>
  );
}

function Facts({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const departmentName = useDepartmentName();
  const { assignment, city } = ticket.work ?? {};
  const facts = [
    [t('officer.source'), t(`officer.sources.${ticket.source}`)],
    [t('flow.work.cityNo'), city?.cityNo ?? ''],
    [t('department.place'), [ticket.district ?? '', ticket.address].join(' ').trim()],
    [
      t('department.category'),
      [ticket.kind && t(`ticket.kinds.${ticket.kind}`), categoryText(ticket.categoryCode)]
        .filter(Boolean)
        .join(' · '),
    ],
    [t('department.lead2'), assignment ? departmentName(assignment.leadId) : ''],
    [t('department.assist'), (assignment?.assistIds ?? []).map(departmentName).join('、')],
    [t('department.asked'), assignment?.instruction ?? ''],
    [t('officer.answer'), ticket.answer],
    [t('officer.openedAt'), fullTime(ticket.openedAt)],
  ] as const;
  return (
    <>
      <p className="dticket__content">{ticket.content}</p>
      <dl className="dfacts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name} className="ofact">
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
