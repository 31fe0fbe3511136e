import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import {
  type BoardRow,
  type CallerTicket,
  standingOf,
} from '../../../shared/domain/incidents/incident.ts';
import { isPersonTrapped } from '../../../shared/domain/incidents/storm-words.ts';
import { useView, useWorkbench } from '../../parts/desk-context.ts';
import { useText } from '../../parts/use-text.ts';
import { clockTime } from '../../ui/format.ts';
import { SayForm } from './say-form.tsx';

/** One point: what is read out, large; what the lead says; and its callers. */
export function IncidentDetail({
  row,
  isLead,
}: {
  readonly row: BoardRow;
  readonly isLead: boolean;
}) {
  const t = useText();
  const { incident, callers } = row;
  const said = incident.says.at(-1);
  return (
    <section className="panel" aria-label={t('storm.detail', { point: incident.point })}>
      <div className="panel__head">
        <h2 className="panel__title">{incident.point}</h2>
      </div>
      <div className="panel__body stormdetail" tabIndex={-1}>
        <p className="stormdetail__say">{said?.text ?? t('storm.nothingSaid')}</p>
        {said && (
          <p className="num stormdetail__when">
            {t('storm.saidBy', {
              time: clockTime(said.at),
              version: said.version,
              workNo: said.byWorkNo,
            })}
          </p>
        )}
        {isLead && <SayForm key={`${incident.incidentId} says`} incident={incident} what="says" />}
        {isLead && (
          <SayForm key={`${incident.incidentId} reply`} incident={incident} what="reply" />
        )}
        {!isLead && incident.reply && <p>{t('storm.replyIs', { text: incident.reply.text })}</p>}
        <h3>{t('storm.callers', { count: callers.length })}</h3>
        <ul className="stormdetail__callers">
          {callers.map((caller) => (
            <Caller key={caller.ticketId} caller={caller} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function Caller({ caller }: { readonly caller: CallerTicket }) {
  const t = useText();
  const go = useView((state) => state.go);
  const openTicket = useWorkbench((state) => state.openTicket);
  const { ticketId, ticketNo, requesterNumber, openedAt, work, state } = caller;
  return (
    <li>
      <span className="num">{clockTime(openedAt)}</span>{' '}
      <button
        type="button"
        className="link num"
        onClick={() => {
          go('workbench');
          void openTicket(ticketId);
        }}
      >
        {ticketNo}
      </button>{' '}
      <span className="num">{maskNumber(requesterNumber)}</span>{' '}
      {isPersonTrapped(work?.trapped) && <span className="tag tag--bad">{t('storm.trapped')}</span>}{' '}
      <span className="tag">{t(`ticket.states.${state}`)}</span>{' '}
      <span className="tag tag--accent">{t(`storm.standings.${standingOf(caller)}`)}</span>
    </li>
  );
}
