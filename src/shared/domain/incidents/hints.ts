import type { TicketId } from '../ids.ts';
import { isOpen, type Ticket } from '../tickets/ticket.ts';
import { withoutHead } from './storm-words.ts';
import { type PlaceWords, readPlace } from './place-words.ts';
import type { PronePoint } from './storm.ts';
import { type SoundsOf, isSamePlace } from './same-place.ts';

/** The office's thresholds until it sets its own (domain document 3.5, all assumptions). */
export const hintPresets = {
  /** 重复: the same number or matter within so many days. */
  repeatDays: 90,
  /** 群体: so many different callers … */
  massCallers: 5,
  /** … within so many hours. */
  massHours: 24,
} as const;
export type HintPresets = { readonly [Name in keyof typeof hintPresets]: number };

const hourMs = 3_600_000;

/** What is typed so far. */
export interface HintDraft extends Pick<
  Ticket,
  'categoryCode' | 'district' | 'address' | 'content' | 'numberKey'
> {
  /** The ticket that is typed in; `null` = it is not one yet. */
  readonly ticketId: TicketId | null;
  readonly at: number;
}

/** A ticket that the draft is held against. */
export type HintTicket = Pick<
  Ticket,
  | 'ticketId'
  | 'ticketNo'
  | 'state'
  | 'categoryCode'
  | 'district'
  | 'address'
  | 'numberKey'
  | 'openedAt'
  | 'work'
>;

/** An incident that goes on. */
export interface HintIncident {
  readonly incidentId: string;
  readonly point: string;
  readonly pointId: string | null;
  readonly district: string | null;
  readonly stormId: string | null;
}

/** Something that a person may want to know while typing, with its reason. Nothing is done by a hint. */
export type Hint =
  | ({ readonly kind: 'incident'; readonly by: 'point' | 'place' } & HintIncident)
  | {
      readonly kind: 'repeat';
      /** The same number, the same place and item, or both. */
      readonly by: 'number' | 'place' | 'both';
      readonly ticketId: TicketId;
      readonly ticketNo: string;
      readonly openedAt: number;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: 'mass';
      /** Different callers, this one among them. */
      readonly callers: number;
      readonly hours: number;
      /** The oldest of them, to be looked at. */
      readonly ticketId: TicketId;
      readonly ticketNo: string;
    }
  | {
      readonly kind: 'waterlogging';
      readonly by: 'point' | 'words' | 'category';
      /** The name of the point, or the word that was found; `''` = the category says it. */
      readonly words: string;
    };

export interface HintSources {
  readonly tickets: readonly HintTicket[];
  readonly incidents: readonly HintIncident[];
  readonly points: readonly PronePoint[];
}

const waterloggingCategory = 'drainage.waterlogging';
const waterWords =
  /(?<!没有|没|无|不)(?:渍水|积水|淹水|内涝|被淹|淹了|漫水|涨水|倒灌|水深|水很深|齐膝|齐腰|没过膝|淹到)/u;

/**
 * Repeat, mass, waterlogging and incidents of the place, found in what this desk knows. At most one of each kind. Pure: candidates come from the store,
 * which may give too many, never the decision.
 */
export function hintsFor(
  draft: HintDraft,
  { tickets, incidents, points }: HintSources,
  {
    soundsOf,
    presets = hintPresets,
  }: { readonly soundsOf: SoundsOf; readonly presets?: HintPresets },
): readonly Hint[] {
  const place = readPlace(draft.address, draft.district);
  const others = tickets
    .filter(({ ticketId }) => ticketId !== draft.ticketId)
    .map((ticket) => ({
      ticket,
      isHere: isSamePlace(place, readPlace(ticket.address, ticket.district), soundsOf),
      isItem: draft.categoryCode !== null && ticket.categoryCode === draft.categoryCode,
      isCaller: draft.numberKey !== null && ticket.numberKey === draft.numberKey,
    }));
  const point = pointOf(draft.address, draft.district, { points, soundsOf });
  return [
    ...incidentHints({ place, point, soundsOf, incidents }),
    ...massHints(draft, others, presets),
    ...repeatHints(draft, others, presets),
    ...waterHints(draft, point),
  ];
}

interface Held {
  readonly ticket: HintTicket;
  readonly isHere: boolean;
  readonly isItem: boolean;
  readonly isCaller: boolean;
}

/** The prone point that an address names: by its name or another word for it, or as the same place. */
function pointOf(
  address: string,
  district: string | null,
  { points, soundsOf }: { readonly points: readonly PronePoint[]; readonly soundsOf: SoundsOf },
): PronePoint | null {
  const place = readPlace(address, district);
  const isNamed = (name: string, of: PronePoint) =>
    isSamePlace(place, readPlace(name, of.district), soundsOf);
  return (
    points.find((point) => [point.name, ...point.aliases].some((name) => isNamed(name, point))) ??
    null
  );
}

function incidentHints({
  place,
  point,
  soundsOf,
  incidents,
}: {
  readonly place: PlaceWords;
  readonly point: PronePoint | null;
  readonly soundsOf: SoundsOf;
  readonly incidents: readonly HintIncident[];
}): Hint[] {
  const ofPoint = incidents.find(({ pointId }) => point !== null && pointId === point.pointId);
  if (ofPoint) return [{ kind: 'incident', by: 'point', ...ofPoint }];
  const ofPlace = incidents.find((one) =>
    isSamePlace(place, readPlace(one.point, one.district), soundsOf),
  );
  return ofPlace ? [{ kind: 'incident', by: 'place', ...ofPlace }] : [];
}

function massHints(
  { at, numberKey }: HintDraft,
  others: readonly Held[],
  { massCallers, massHours }: HintPresets,
): Hint[] {
  const since = at - massHours * hourMs;
  const recent = others.filter(
    ({ isHere, isItem, ticket }) => isHere && isItem && ticket.openedAt >= since,
  );
  const callers = new Set(recent.flatMap(({ ticket }) => ticket.numberKey ?? []));
  const count = callers.size + (numberKey !== null && callers.has(numberKey) ? 0 : 1);
  const oldest = recent.toSorted((a, b) => a.ticket.openedAt - b.ticket.openedAt)[0];
  if (count < massCallers || !oldest) return [];
  const { ticketId, ticketNo } = oldest.ticket;
  return [{ kind: 'mass', callers: count, hours: massHours, ticketId, ticketNo }];
}

function repeatHints(
  { at }: HintDraft,
  others: readonly Held[],
  { repeatDays }: HintPresets,
): Hint[] {
  const since = at - repeatDays * 24 * hourMs;
  const found = others
    .filter(({ ticket }) => ticket.openedAt >= since)
    .flatMap(({ ticket, isHere, isItem, isCaller }) => {
      const isMatter = isHere && isItem;
      if (!isMatter && !isCaller) return [];
      return [{ ticket, by: isMatter ? (isCaller ? 'both' : 'place') : 'number' } as const];
    });
  const rank = { both: 0, number: 1, place: 2 } as const;
  const [best] = found.toSorted(
    (a, b) => rank[a.by] - rank[b.by] || b.ticket.openedAt - a.ticket.openedAt,
  );
  if (!best) return [];
  const { ticketId, ticketNo, openedAt } = best.ticket;
  return [
    { kind: 'repeat', by: best.by, ticketId, ticketNo, openedAt, isOpen: isOpen(best.ticket) },
  ];
}

function waterHints(
  { categoryCode, content, address }: HintDraft,
  point: PronePoint | null,
): Hint[] {
  const [word] = waterWords.exec(`${content}\n${address}`) ?? [];
  if (point !== null && (word !== undefined || categoryCode === waterloggingCategory))
    return [{ kind: 'waterlogging', by: 'point', words: point.name }];
  // The form's own words are nobody's.
  const [said] = waterWords.exec(`${withoutHead(content)}\n${address}`) ?? [];
  if (said !== undefined) return [{ kind: 'waterlogging', by: 'words', words: said }];
  if (categoryCode === waterloggingCategory)
    return [{ kind: 'waterlogging', by: 'category', words: '' }];
  return [];
}
