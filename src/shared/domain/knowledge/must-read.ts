import type { EntryId } from '../ids.ts';

/** The kind of the rule of what everybody must have read (`MustRead`). */
export const mustReadRule = 'mustRead';

/** More is read by nobody. */
export const mostMustRead = 50;

/** 必读: an entry in the version in which everybody is to read it. */
export interface MustRead {
  readonly entryId: EntryId;
  readonly version: number;
  /** When the lead has marked it. */
  readonly since: number;
}

/** Who has confirmed a version, and when. */
export interface ReadReceipt {
  readonly entryId: EntryId;
  readonly version: number;
  readonly workNo: string;
  readonly at: number;
}

/** Somebody of the office, as the lead sees her beside an entry. */
export interface ReaderOf {
  readonly workNo: string;
  readonly name: string;
  /** `null` = not yet. */
  readonly at: number | null;
}

/** 必读 as one person sees it. */
export interface MustReadItem extends MustRead {
  readonly entryNo: string;
  readonly title: string;
  /** When this person has confirmed; `null` = not yet. */
  readonly readAt: number | null;
  /** Everybody who must, those who have not first; empty for who is no lead. */
  readonly readers: readonly ReaderOf[];
}

/** Everybody who must read one, those who have not first, then by work number. Who has read and is no longer here is left out. */
export function readersOf(
  { entryId, version }: Pick<MustRead, 'entryId' | 'version'>,
  {
    people,
    receipts,
  }: {
    readonly people: readonly { readonly workNo: string; readonly name: string }[];
    readonly receipts: readonly ReadReceipt[];
  },
): readonly ReaderOf[] {
  const read = new Map(
    receipts
      .filter((receipt) => receipt.entryId === entryId && receipt.version === version)
      .map(({ workNo, at }) => [workNo, at]),
  );
  return people
    .map(({ workNo, name }) => ({ workNo, name, at: read.get(workNo) ?? null }))
    .toSorted(
      (a, b) => Number(a.at !== null) - Number(b.at !== null) || (a.workNo < b.workNo ? -1 : 1),
    );
}

/** With an entry marked, or unmarked (`version: null`). Marked again in a newer version it is to be read again. */
export function withMark(
  marks: readonly MustRead[],
  {
    entryId,
    version,
    at,
  }: { readonly entryId: EntryId; readonly version: number | null; readonly at: number },
): readonly MustRead[] {
  const known = marks.find((mark) => mark.entryId === entryId);
  const others = marks.filter((mark) => mark !== known);
  if (version === null) return others;
  return known?.version === version ? marks : [...others, { entryId, version, since: at }];
}
