import { maskNumber } from '../../../shared/domain/calls/caller-number.ts';
import type { DeskState } from '../../../shared/domain/desk/desk-state.ts';
import { type FaceKind, colleagueKind } from '../../../shared/domain/seat/agent-face.ts';

/** Somebody to whom a citizen may be handed. */
export interface Target {
  readonly name: string;
  readonly number: string;
  /** Number as it may be shown. */
  readonly shown: string;
  /** A colleague's work number and what she or he is seen to do; absent = none of the house. */
  readonly colleague?: {
    readonly workNo: string;
    readonly isLead: boolean;
    readonly kind: FaceKind;
  };
}

/** To whom a citizen may be handed, in the order of their digits. */
export interface Targets {
  readonly partners: readonly Target[];
  readonly colleagues: readonly Target[];
  readonly recent: readonly Target[];
}

/**
 * What `typed` leaves of them: name or number of a partner; name, extension, work number or word for the lead of a colleague; numbers
 * dialled before only while nothing is typed. Colleagues keep their order whatever they do: a digit must not mean another one meanwhile.
 */
export function targetsOf(
  {
    calling,
    colleagues = [],
    recent,
  }: Pick<DeskState, 'calling' | 'colleagues'> & { readonly recent: readonly string[] },
  typed: string,
  leadWord: string,
): Targets {
  const text = typed.trim();
  const fits = (...words: readonly string[]) => words.join(' ').includes(text);
  return {
    partners: (calling?.partners ?? [])
      .filter(({ name, number }) => fits(name, number))
      .map((partner) => ({ ...partner, shown: partner.number })),
    colleagues: colleagues
      .filter(({ displayName, extension, workNo, isLead }) =>
        fits(displayName, extension, workNo, isLead ? leadWord : ''),
      )
      .map((colleague) => ({
        name: colleague.displayName,
        number: colleague.extension,
        shown: colleague.extension,
        colleague: {
          workNo: colleague.workNo,
          isLead: colleague.isLead,
          kind: colleagueKind(colleague),
        },
      })),
    recent: recent
      .slice(0, text === '' ? 4 : 0)
      .map((display) => ({ name: maskNumber(display), number: display, shown: '' })),
  };
}
