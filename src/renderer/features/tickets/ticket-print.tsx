import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { CallListItem } from '../../../shared/contract/calls/schemas.ts';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import { callLengthMs } from '../../../shared/domain/calls/call-length.ts';
import { courseText } from '../../../shared/domain/tickets/course-text.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { StepClock } from '../../../shared/domain/tickets/ticket-work.ts';
import { useDeskState } from '../../parts/desk-context.ts';
import { categoryText } from '../../parts/ticket-words.ts';
import { useText } from '../../parts/use-text.ts';
import { fullTime, lengthText } from '../../ui/format.ts';
import './print.css';
import { TicketWorkTab } from './ticket-work-tab.tsx';

export interface Printed {
  readonly ticket: Ticket;
  /** `null` = they could not be read. */
  readonly calls: readonly CallListItem[] | null;
  readonly at: number;
}

/** One ticket on A4, as it was when it was asked for: stands beside the page and is seen on paper alone. Gone when it was printed. */
export function TicketPrint({
  printed,
  onPrinted,
}: {
  readonly printed: Printed;
  onPrinted(): void;
}) {
  const t = useText();
  const workNo = useDeskState(({ user }) => user?.workNo ?? '');
  const { ticket, calls, at } = printed;
  useEffect(() => {
    window.addEventListener('afterprint', onPrinted);
    window.print();
    return () => window.removeEventListener('afterprint', onPrinted);
  }, [onPrinted]);
  return createPortal(
    <article className="print" aria-label={t('ticket.print.title')}>
      <table className="print__page">
        <tbody>
          <tr>
            <td>
              <h1>{t('ticket.print.title')}</h1>
              <p className="print__no">
                {ticket.ticketNo} · {t(`ticket.states.${ticket.state}`)}
                {ticket.flags.map((flag) => ` · ${t(`ticket.flags.${flag}`)}`)}
              </p>
              <FactsOf ticket={ticket} />
              <Clocks clocks={ticket.work?.clocks ?? []} at={at} />
              {ticket.work && <TicketWorkTab ticket={ticket} />}
              <Course ticket={ticket} />
              <Calls calls={calls} />
            </td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <td className="print__foot">
              {t('ticket.print.foot', { workNo, time: fullTime(at) })}
            </td>
          </tr>
        </tfoot>
      </table>
    </article>,
    document.body,
  );
}

function FactsOf({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const { deadline, work, satisfaction, citations } = ticket;
  const reply = work?.reply;
  const rows: readonly (readonly [string, string])[] = [
    [t('ticket.print.source'), t(`ticket.course.openedBy.${ticket.source}`)],
    [t('ticket.fields.kind'), ticket.kind ? t(`ticket.kinds.${ticket.kind}`) : ''],
    [t('ticket.fields.categoryCode'), categoryText(ticket.categoryCode)],
    [t('ticket.fields.requesterName'), ticket.requesterName],
    [t('ticket.fields.requesterNumber'), maskNumber(ticket.requesterNumber)],
    [t('tickets.columns.place'), [ticket.district, ticket.address].filter(Boolean).join(' ')],
    [t('ticket.fields.content'), ticket.content],
    [t('ticket.fields.answer'), ticket.answer],
    [
      t('ticket.fields.citations'),
      citations.map(({ entryNo, version, title }) => `${entryNo} v${version} ${title}`).join('、'),
    ],
    [t('tickets.columns.opened'), fullTime(ticket.openedAt)],
    [t('tickets.columns.clock'), deadline ? `${fullTime(deadline.dueAt)}（${deadline.rule}）` : ''],
    [t('tickets.columns.handler'), ticket.handler],
    [
      t('ticket.print.reply'),
      reply ? `${fullTime(reply.at)} ${t(`flow.channels.${reply.channel}`)} ${reply.text}` : '',
    ],
    [
      t('ticket.print.closed'),
      ticket.closedAt === null
        ? ''
        : [
            fullTime(ticket.closedAt),
            ticket.closedAs ? t(`ticket.closeWays.${ticket.closedAs}`) : '',
            ticket.closedByWorkNo ? `${t('status.workNo')} ${ticket.closedByWorkNo}` : '',
          ].join(' '),
    ],
    [
      t('flow.fields.satisfaction'),
      satisfaction === null ? '' : t(`ticket.satisfaction.level${satisfaction}`),
    ],
  ];
  return (
    <table className="print__facts">
      <tbody>
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function Listed({
  title,
  heads,
  children,
}: {
  readonly title: string;
  readonly heads: readonly string[];
  readonly children: ReactNode;
}) {
  return (
    <section>
      <h2>{title}</h2>
      <table className="print__list">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

/** Every limit and whether it was kept, as far as that was known when it was printed. */
function Clocks({ clocks, at }: { readonly clocks: readonly StepClock[]; readonly at: number }) {
  const t = useText();
  if (clocks.length === 0) return null;
  const heads = ['step', 'started', 'due', 'stopped', 'kept'] as const;
  return (
    <Listed
      title={t('ticket.print.clocks')}
      heads={heads.map((head) => t(`ticket.print.heads.${head}`))}
    >
      {clocks.map((clock) => {
        const end = clock.stoppedAt ?? at;
        const kept = end > clock.dueAt ? 'late' : clock.stoppedAt === undefined ? 'runs' : 'inTime';
        return (
          <tr key={`${clock.step} ${clock.startedAt}`}>
            <td>{t(`flow.steps.${clock.step}`)}</td>
            <td>{fullTime(clock.startedAt)}</td>
            <td>{fullTime(clock.dueAt)}</td>
            <td>{clock.stoppedAt === undefined ? '' : fullTime(clock.stoppedAt)}</td>
            <td>{t(`ticket.print.kept.${kept}`)}</td>
          </tr>
        );
      })}
    </Listed>
  );
}

/** Oldest first: on paper it is read from above. */
function Course({ ticket }: { readonly ticket: Ticket }) {
  const t = useText();
  const heads = ['time', 'act', 'note', 'who'] as const;
  return (
    <Listed
      title={t('ticket.print.course')}
      heads={heads.map((head) => t(`ticket.print.heads.${head}`))}
    >
      {ticket.course.map((event) => {
        const { kind, note } = courseText(event, ticket);
        return (
          <tr key={event.eventId}>
            <td className="print__time">{fullTime(event.at)}</td>
            <td>{kind}</td>
            <td className="print__note">{note}</td>
            <td>{event.byWorkNo}</td>
          </tr>
        );
      })}
    </Listed>
  );
}

function Calls({ calls }: { readonly calls: Printed['calls'] }) {
  const t = useText();
  if (calls === null) return <p>{t('ticket.print.noCalls')}</p>;
  if (calls.length === 0) return null;
  const heads = ['time', 'direction', 'length', 'end', 'who'] as const;
  return (
    <Listed
      title={t('ticket.print.calls')}
      heads={heads.map((head) => t(`ticket.print.heads.${head}`))}
    >
      {calls.map(({ call, agentName }) => (
        <tr key={call.callId}>
          <td className="print__time">{fullTime(call.startedAt)}</td>
          <td>{t(`call.${call.direction}`)}</td>
          <td>{lengthText(callLengthMs(call))}</td>
          <td>{t(`calls.results.${call.endReason ?? 'running'}`)}</td>
          <td>
            {call.agentWorkNo} {agentName}
          </td>
        </tr>
      ))}
    </Listed>
  );
}
