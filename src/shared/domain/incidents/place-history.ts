import {
  type DepartmentCatalogue,
  isClosedDepartment,
  suggestDepartment,
} from '../office/departments.ts';
import type { HintDraft, HintTicket } from './hints.ts';
import { readPlace } from './place-words.ts';
import { type SoundsOf, isSamePlace } from './same-place.ts';

/** What happened before at this place with this item, and to whom it should go. */
export interface PlaceHistory {
  /** Earlier tickets of this place and item. */
  readonly times: number;
  readonly lastNo: string | null;
  /** Who reported a result, the one who did so last first. */
  readonly finishedBy: readonly DepartmentTimes[];
  /** Who asked to give it back, the most often first. */
  readonly returnedBy: readonly DepartmentTimes[];
  readonly suggestion: {
    readonly departmentId: string;
    /** `finished` = they did it before; `usual` = category and district say so. */
    readonly why: 'finished' | 'usual';
  } | null;
}

/** What placing needs beside the tickets. */
export interface HistoryFacts {
  readonly soundsOf: SoundsOf;
  readonly departments: DepartmentCatalogue;
}

export interface DepartmentTimes {
  readonly departmentId: string;
  readonly times: number;
}

/**
 * Pure: what the candidates tell. A department that has only given it back is not suggested because of it, and one that is closed not at all.
 */
export function placeHistory(
  draft: HintDraft,
  tickets: readonly HintTicket[],
  { soundsOf, departments }: HistoryFacts,
): PlaceHistory {
  const place = readPlace(draft.address, draft.district);
  const before = tickets
    .filter(
      (ticket) =>
        ticket.ticketId !== draft.ticketId &&
        draft.categoryCode !== null &&
        ticket.categoryCode === draft.categoryCode &&
        isSamePlace(place, readPlace(ticket.address, ticket.district), soundsOf),
    )
    .toSorted((a, b) => b.openedAt - a.openedAt);
  const finished = before.flatMap(({ work }) => {
    const by =
      work?.results.at(-1)?.departmentId ??
      (work?.results.length ? work.assignment?.leadId : undefined);
    return by === undefined ? [] : [by];
  });
  const returned = before.flatMap(({ work }) =>
    (work?.applications ?? []).flatMap(({ what, departmentId }) =>
      what === 'return' ? [departmentId] : [],
    ),
  );
  const last = finished.find((id) => !isClosedDepartment(departments, id));
  const usual = suggestDepartment(departments, draft.categoryCode, draft.district);
  return {
    times: before.length,
    lastNo: before[0]?.ticketNo ?? null,
    finishedBy: counted(finished),
    returnedBy: counted(returned).toSorted((a, b) => b.times - a.times),
    suggestion:
      last !== undefined
        ? { departmentId: last, why: 'finished' }
        : usual && { departmentId: usual.leadId, why: 'usual' },
  };
}

/** Each once with how often it stands there, in the order in which they come. */
function counted(ids: readonly string[]): readonly DepartmentTimes[] {
  return [...new Set(ids)].map((departmentId) => ({
    departmentId,
    times: ids.filter((id) => id === departmentId).length,
  }));
}
