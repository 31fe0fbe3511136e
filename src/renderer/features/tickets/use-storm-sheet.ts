import { useState } from 'react';
import type { Hint } from '../../../shared/domain/incidents/hints.ts';
import { type PronePoint, incidentIdOf } from '../../../shared/domain/incidents/storm.ts';
import { readStormIntake } from '../../../shared/domain/incidents/storm-words.ts';
import type { TicketAction } from '../../../shared/domain/tickets/ticket-action.ts';
import type { IncidentLink } from '../../../shared/domain/tickets/ticket-work.ts';
import { useDeskState, useStores, useWorkbench } from '../../parts/desk-context.ts';
import { type Sheet, isLocked } from '../../workbench/sheet.ts';
import { typedOf } from './use-hints.ts';

export interface StormSheet {
  /** The five fields are shown. */
  readonly isShort: boolean;
  /** Switches between the short form and the whole one; `null` = there is no short one now. */
  readonly toggle: (() => void) | null;
  /** What saving does beside the words; `null` = nothing else. */
  readonly saveAs: (() => Promise<TicketAction>) | null;
}

/**
 * The form of a storm: short for a new demand while storm mode is on, and for one that was taken so, until somebody asks for the whole
 * form. Both are the same sheet, so that nothing typed is lost either way.
 */
export function useStormSheet(sheet: Sheet): StormSheet {
  const { deps, createId } = useStores();
  const storm = useDeskState((desk) => desk.storm);
  const points = useDeskState((desk) => desk.pronePoints);
  const edit = useWorkbench((state) => state.edit);
  const key = sheet.callId ?? sheet.draftKey;
  const [chosen, setChosen] = useState<{ readonly key: string; readonly isShort: boolean } | null>(
    null,
  );
  const { ticket } = sheet;
  const isPossible = storm?.isOn === true && !isLocked(sheet);
  const isUsual = ticket === null || ticket.work?.trapped !== undefined;
  const isShort = isPossible && (chosen?.key === key ? chosen.isShort : isUsual);
  if (!isPossible) return { isShort: false, toggle: null, saveAs: null };
  const toggle = () => setChosen({ key, isShort: !isShort });
  if (!isShort) return { isShort, toggle, saveAs: null };
  return {
    isShort,
    toggle,
    async saveAs() {
      // Asked anew: the point may have got an incident since the last pause of typing.
      const hints = await deps.api.incidents.hints(typedOf(sheet)).catch(() => null);
      const point = pointIn(hints ?? [], points ?? []);
      if (point?.district && sheet.intake.district === null)
        edit(sheet.draftKey, { district: point.district });
      const trapped = readStormIntake(sheet.intake.content).trapped ?? undefined;
      const incident =
        ticket?.work?.incident === undefined && hints !== null
          ? newIncident(sheet, { hints, point, stormId: storm.stormId, createId })
          : undefined;
      return {
        kind: 'edit',
        changes: {},
        ...(trapped === undefined ? {} : { trapped }),
        ...(incident === undefined ? {} : { incident }),
      };
    },
  };
}

function pointIn(hints: readonly Hint[], points: readonly PronePoint[]): PronePoint | undefined {
  const named = hints.find((hint) => hint.kind === 'waterlogging' && hint.by === 'point');
  return points.find(({ name }) => named?.kind === 'waterlogging' && name === named.words);
}

/** The first caller of a place opens its incident. Where there is one, a person says that it is the same. */
function newIncident(
  { intake: { address } }: Sheet,
  {
    hints,
    point,
    stormId,
    createId,
  }: {
    readonly hints: readonly Hint[];
    readonly point: PronePoint | undefined;
    readonly stormId: string;
    createId(): string;
  },
): IncidentLink | undefined {
  if (address.trim() === '' || hints.some(({ kind }) => kind === 'incident')) return undefined;
  if (!point) return { incidentId: createId(), stormId, pointId: null, point: address.trim() };
  const { pointId, name } = point;
  return { incidentId: incidentIdOf(stormId, pointId), stormId, pointId, point: name };
}
