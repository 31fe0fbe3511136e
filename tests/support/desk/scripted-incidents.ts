import { AppError } from '../../../src/shared/app-error.ts';
import {
  type Incident,
  boardOf,
  openedBy,
  withListed,
  withSaid,
} from '../../../src/shared/domain/incidents/incident.ts';
import { hintsFor } from '../../../src/shared/domain/incidents/hints.ts';
import { shippedDepartments } from '../../../src/shared/domain/office/departments.ts';
import { placeHistory } from '../../../src/shared/domain/incidents/place-history.ts';
import type { PronePoint, Storm, StormLevel } from '../../../src/shared/domain/incidents/storm.ts';
import type { DeskScript } from './desk-script.ts';

interface Typed {
  readonly ticketId: string | null;
  readonly categoryCode: string | null;
  readonly district: string | null;
  readonly address: string;
  readonly content: string;
}

const soundsOf = (text: string) => [text];

/** Storm mode and incidents of a scripted desk: the same decisions over the script's tickets. */
export function scriptedIncidents(script: DeskScript) {
  const changed = new Map<string, Incident>();
  const tickets = () => [...script.tickets.values()];
  const incidents = () =>
    boardOf([...changed.values()], tickets(), null).map(({ incident }) => incident);
  const draftOf = (typed: Typed) => ({ ...typed, numberKey: null, at: Date.now() });
  const change = (incidentId: string, to: (incident: Incident) => Incident) => {
    const known =
      changed.get(incidentId) ??
      tickets()
        .flatMap((ticket) => openedBy(ticket) ?? [])
        .find((one) => one.incidentId === incidentId);
    if (!known) throw new AppError('incident.notFound');
    const next = to(known);
    changed.set(incidentId, next);
    script.emit({ kind: 'incidentsChanged' });
    return mutable(next);
  };
  const said = (text: string) => ({
    text,
    at: Date.now(),
    byWorkNo: script.state().user?.workNo ?? '',
  });
  const setStorm = (isOn: boolean, level: StormLevel, reason: string): Storm => {
    const before = script.state().storm;
    const at = Date.now();
    const storm: Storm = {
      isOn,
      level,
      reason,
      stormId: before?.isOn ? before.stormId : crypto.randomUUID(),
      startedAt: before?.isOn ? before.startedAt : at,
      version: (before?.version ?? 0) + 1,
      byWorkNo: script.state().user?.workNo ?? '',
      at,
    };
    script.update({ storm });
    return storm;
  };
  return {
    hints: (typed: Typed) =>
      hintsFor(
        draftOf(typed),
        { tickets: tickets(), incidents: incidents(), points: script.state().pronePoints ?? [] },
        { soundsOf },
      ),
    history: (typed: Typed) =>
      placeHistory(draftOf(typed), tickets(), { soundsOf, departments: shippedDepartments }),
    board: () => ({ incidents: [...changed.values()], tickets: tickets() }),
    startStorm: ({ level, reason }: { level: StormLevel; reason: string }) =>
      setStorm(true, level, reason),
    endStorm() {
      const storm = script.state().storm;
      if (!storm?.isOn) throw new AppError('storm.notOn');
      return { storm: setStorm(false, storm.level, storm.reason), owed: 0 };
    },
    putPoints(points: readonly Omit<PronePoint, 'pointId'>[]) {
      const next = points.map((point) => ({
        pointId: crypto.randomUUID(),
        ...point,
        aliases: [...point.aliases],
      }));
      script.update({ pronePoints: next });
      return { points: next };
    },
    say: ({ incidentId, text }: { incidentId: string; text: string }) =>
      change(incidentId, (incident) => withSaid(incident, said(text))),
    list: ({ incidentId, text }: { incidentId: string; text: string }) =>
      change(incidentId, (incident) => withListed(incident, said(text))),
  };
}

/** The contract's arrays are mutable, the domain's are not. */
function mutable(incident: Incident) {
  return { ...incident, says: [...incident.says] };
}
