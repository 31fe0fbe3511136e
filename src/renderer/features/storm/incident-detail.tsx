import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import {
  type BoardRow,
  type CallerTicket,
  mergeOf,
  standingOf,
} from '../../../shared/domain/incidents/incident.ts';
import { isPersonTrapped } from '../../../shared/domain/incidents/storm-words.ts';
import { useView, useWorkbench } from '../../parts/desk-context.ts';
import { ErrorNotice } from '../../parts/error-notice.tsx';
import { useFeatureState } from '../../parts/feature-store.ts';
import { useText } from '../../parts/use-text.ts';
import { clockTime } from '../../ui/format.ts';
import { SayForm } from './say-form.tsx';
import { stormStore } from './storm-store.ts';

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
        {isLead && <MergeAll row={row} />}
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

/** 并单 of the point's tickets, after a question: the work becomes one, each caller keeps number and reply. */
function MergeAll({ row }: { readonly row: BoardRow }) {
  const t = useText();
  const { merging, askMerge, merge, busy, failure } = useFeatureState(stormStore);
  const order = mergeOf(row);
  if (order === null) return null;
  const { incidentId, point } = row.incident;
  const main = row.callers.find(({ ticketId }) => ticketId === order.mainId);
  const count = order.otherIds.length;
  return (
    <div className="sayform">
      {failure?.of === 'merge' && <ErrorNotice code={failure.code} lead={t('storm.mergeFailed')} />}
      {merging === incidentId ? (
        <p>
          {t('storm.mergeSure', { count, no: main?.ticketNo ?? '' })}{' '}
          <button
            type="button"
            className="button button--small button--main"
            disabled={busy}
            onClick={() => void merge({ ...order, reason: t('storm.mergeReason', { point }) })}
          >
            {t('storm.mergeDo')}
          </button>{' '}
          <button
            type="button"
            className="button button--small"
            autoFocus
            onClick={() => askMerge(null)}
          >
            {t('ticket.cancel')}
          </button>
        </p>
      ) : (
        <button type="button" className="button" onClick={() => askMerge(incidentId)}>
          {t('storm.merge', { count })}
        </button>
      )}
    </div>
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
