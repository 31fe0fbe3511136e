import { CloudRain } from 'lucide-react';
import { useEffect } from 'react';
import type { JoinedIncident } from '../../../shared/domain/tickets/ticket-work.ts';
import { useDeskState, useWorkbench } from '../../parts/desk-context.ts';
import { useFeature } from '../../parts/feature-store.ts';
import { incidentStore } from '../../parts/incident-store.ts';
import { useText } from '../../parts/use-text.ts';
import { clockTime } from '../../ui/format.ts';
import type { Sheet } from '../../workbench/sheet.ts';
import './hints.css';

/** The incident whose caller this is, with what to read out, large. */
export function IncidentBand({ sheet }: { readonly sheet: Sheet }) {
  const joined = sheet.ticket?.work?.incident;
  return joined ? <Joined joined={joined} /> : null;
}

function Joined({ joined }: { readonly joined: JoinedIncident }) {
  const t = useText();
  const { incidentId, point } = joined;
  const carryOut = useWorkbench((state) => state.carryOut);
  const refresh = useFeature(incidentStore, (state) => state.refresh);
  const isOn = useDeskState((desk) => desk.storm?.isOn ?? false);
  const said = useFeature(incidentStore, ({ sources }) =>
    sources?.incidents.find((one) => one.incidentId === incidentId)?.says.at(-1),
  );
  useEffect(() => void refresh(), [refresh, incidentId]);
  return (
    <section className="incident" aria-label={t('hints.joined', { point })}>
      <p className="incident__head">
        <CloudRain size={16} aria-hidden />
        <b>{t('hints.joined', { point })}</b>
        {said && (
          <span className="num">
            {t('hints.saidAt', { time: clockTime(said.at), version: said.version })}
          </span>
        )}
        <button
          type="button"
          className="link"
          onClick={() => void carryOut({ kind: 'leaveIncident', reason: t('hints.leaveReason') })}
        >
          {t('hints.leave')}
        </button>
      </p>
      <p className="incident__say" role="status">
        {said?.text ?? t(isOn ? 'hints.nothingSaid' : 'hints.nothingSaidOver')}
      </p>
    </section>
  );
}
