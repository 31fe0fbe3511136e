import { PhoneOutgoing } from 'lucide-react';
import type { ReactNode } from 'react';
import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { MissedCall } from '../../../shared/domain/desk/desk-state.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { useToday } from '../../parts/desk-context.ts';
import { NumberLink } from '../../parts/number-link.tsx';
import { categoryText } from '../../parts/ticket-words.ts';
import { useCallBack } from '../../parts/use-dial.ts';
import { useText } from '../../parts/use-text.ts';
import { shortTime } from '../../ui/format.ts';
import { DiscardButton } from './discard-button.tsx';
import { TodayClock } from './today-row.tsx';
import type { TodayItem } from './use-today.ts';

/** The chosen thing beside the list: its clock, its facts, and what to do about it. */
export function TodayDetail({ item, onOpen }: { readonly item: TodayItem; onOpen(): void }) {
  const t = useText();
  return (
    <section className="panel today__detail" aria-label={t('today.detail')}>
      {item.kind === 'ticket' && <TicketDetail item={item} ticket={item.ticket} onOpen={onOpen} />}
      {item.kind === 'missed' && <MissedDetail item={item} call={item.call} />}
      {item.kind === 'other' && (
        <>
          <DetailHead title={item.other.label} item={item} />
          <div className="panel__body today__facts">
            <p className="today__matter">{item.other.title}</p>
            <p>{item.other.note}</p>
          </div>
          <OpenFoot label={item.other.act.label} onOpen={onOpen}>
            {item.other.discard && (
              <DiscardButton what={item.other.title} onDiscard={item.other.discard} />
            )}
          </OpenFoot>
        </>
      )}
    </section>
  );
}

function DetailHead({ title, item }: { readonly title: string; readonly item: TodayItem }) {
  return (
    <div className="panel__head">
      <h2 className="panel__title num">{title}</h2>
      <TodayClock item={item} />
    </div>
  );
}

interface OpenFootProps {
  readonly label: string;
  readonly children?: ReactNode;
  onOpen(): void;
}

function OpenFoot({ label, children, onOpen }: OpenFootProps) {
  return (
    <div className="today__foot">
      {children}
      <button type="button" className="button button--main" onClick={onOpen}>
        {label} <kbd className="kbd">Enter</kbd>
      </button>
    </div>
  );
}

interface TicketDetailProps {
  readonly item: TodayItem;
  readonly ticket: Ticket;
  onOpen(): void;
}

function TicketDetail({ item, ticket, onOpen }: TicketDetailProps) {
  const t = useText();
  const today = useToday();
  const last = ticket.course.at(-1);
  const times = { today: t('time.today'), yesterday: t('time.yesterday') };
  const facts: readonly (readonly [string, string])[] = [
    [t('ticket.fields.requesterName'), ticket.requesterName],
    [t('tickets.columns.place'), [ticket.district, ticket.address].filter(Boolean).join(' ')],
    [t('tickets.columns.handler'), ticket.handler],
    [t('tickets.columns.opened'), shortTime(ticket.openedAt, today, times)],
    [t('today.rule'), ticket.deadline?.rule ?? ''],
    [
      t('today.last'),
      last ? `${shortTime(last.at, today, times)} ${t(`ticket.course.${last.kind}`)}` : '',
    ],
  ];
  return (
    <>
      <DetailHead title={ticket.ticketNo} item={item} />
      <div className="panel__body today__facts">
        <p className="today__tags">
          <span className="tag tag--accent">{categoryText(ticket.categoryCode) || '—'}</span>
          {ticket.flags.map((flag) => (
            <span key={flag} className="tag tag--warn">
              {t(`ticket.flags.${flag}`)}
            </span>
          ))}
        </p>
        <p className="today__matter">{ticket.content || t('today.noContent')}</p>
        <dl>
          {facts
            .filter(([, value]) => value !== '')
            .map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd className="num">{value}</dd>
              </div>
            ))}
          {ticket.requesterNumber !== '' && (
            <div>
              <dt>{t('ticket.fields.requesterNumber')}</dt>
              <dd className="num">
                <NumberLink number={ticket.requesterNumber} masked ticketNo={ticket.ticketNo} />
              </dd>
            </div>
          )}
        </dl>
      </div>
      <OpenFoot label={t('today.open')} onOpen={onOpen} />
    </>
  );
}

function MissedDetail({ item, call }: { readonly item: TodayItem; readonly call: MissedCall }) {
  const t = useText();
  const today = useToday();
  const isWithheld = call.number.key === null;
  const { disabled, dial } = useCallBack(isWithheld ? '' : call.number.display, call.ticketNo);
  const masked = maskNumber(call.number.display);
  const reason = isWithheld ? t('missed.withheld') : disabled && t(`dial.${disabled}`);
  const times = { today: t('time.today'), yesterday: t('time.yesterday') };
  return (
    <>
      <DetailHead title={masked} item={item} />
      <div className="panel__body today__facts">
        <p className="today__matter">{t('today.callBackWithin')}</p>
        <dl>
          <div>
            <dt>{t('today.missed')}</dt>
            <dd className="num">{shortTime(call.missedAt, today, times)}</dd>
          </div>
          {[call.lineName, call.ticketNo ?? ''].filter(Boolean).map((fact) => (
            <div key={fact}>
              <dt>{fact === call.lineName ? t('today.line') : t('ticket.title')}</dt>
              <dd className="num">{fact}</dd>
            </div>
          ))}
        </dl>
        {reason && <p className="today__reason">{reason}</p>}
      </div>
      <div className="today__foot">
        <button
          type="button"
          className="button button--main"
          aria-label={call.calling ? undefined : t('links.callBack', { number: masked })}
          aria-disabled={reason !== null || call.calling}
          onClick={() => !call.calling && dial()}
        >
          <PhoneOutgoing size={14} aria-hidden />
          {t(call.calling ? 'missed.calling' : 'missed.callBack')}
        </button>
      </div>
    </>
  );
}
