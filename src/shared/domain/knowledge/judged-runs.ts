import { type JudgedAnswer, type SearchFigures, figuresOf } from './judged.ts';

/** The judged questions, asked once in a night. */
export interface JudgedRun {
  /** The day of Shanghai, `YYYY-MM-DD`. */
  readonly day: string;
  readonly at: number;
  readonly figures: SearchFigures;
  /** Questions that were answered among the first five in the run before, and are not in this one. */
  readonly fell: readonly string[];
  /** Of each question the place of the first right entry; `null` = nowhere. */
  readonly places: readonly { readonly question: string; readonly place: number | null }[];
}

/** So many nights are looked back on. */
export const nightsShown = 30;
/** The hour of Shanghai from which on a night's run is due: nobody waits for the machine. */
const nightHour = 3;
const hourMs = 3_600_000;

/** The day whose run is due at `now`: today's from three o'clock on, later when the hub was not there; `null` = it was made. */
export function dayDue(now: number, lastDay: string | null): string | null {
  const day = new Date(now + (8 - nightHour) * hourMs).toISOString().slice(0, 10);
  return lastDay !== null && lastDay >= day ? null : day;
}

/** A run out of its answers, beside the one before. A question that is new has not fallen. */
export function runOf(
  answers: readonly JudgedAnswer[],
  { day, at, before }: Pick<JudgedRun, 'day' | 'at'> & { readonly before: JudgedRun | null },
): JudgedRun {
  const well = new Set(
    (before?.places ?? []).filter(({ place }) => isWell(place)).map(({ question }) => question),
  );
  const places = answers.map(({ question, place }) => ({ question, place }));
  const fell = places.filter(({ question, place }) => well.has(question) && !isWell(place));
  return {
    day,
    at,
    figures: figuresOf(answers),
    fell: fell.map(({ question }) => question),
    places,
  };
}

function isWell(place: number | null): boolean {
  return place !== null && place <= 5;
}

/** Whether the lead is to be told: something fell in the last night. */
export function hasFallen(runs: readonly Pick<JudgedRun, 'fell'>[]): boolean {
  return (runs.at(-1)?.fell.length ?? 0) > 0;
}
