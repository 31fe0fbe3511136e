import { AppError, type SignInTries } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

export interface PageFailure {
  readonly code: ErrorCode;
  /** Of a refused sign-in; `null` = not told. */
  readonly tries: SignInTries | null;
}

export interface Doing {
  readonly isBusy: boolean;
  readonly failure: PageFailure | null;
}

export const idle: Doing = { isBusy: false, failure: null };

/** What went wrong, for the screen; anything unexpected is `ipc.internal`. */
export function failureOf(error: unknown): PageFailure {
  const { code, tries } = error instanceof AppError ? error : new AppError('ipc.internal');
  return { code, tries };
}

type Work = () => Promise<void>;

/**
 * One thing at a time; what fails is said. Tells whether it went well. A `look` that is asked for meanwhile is not dropped, or the page
 * would show something else than it says: it follows.
 */
export function createDoing(
  set: (state: Partial<Doing>) => void,
  get: () => Doing,
): (work: Work, kind?: 'look') => Promise<boolean> {
  const waiting = new Set<Work>();
  const run = async (work: Work): Promise<boolean> => {
    set({ isBusy: true });
    let failure: PageFailure | null = null;
    try {
      await work();
    } catch (error) {
      failure = failureOf(error);
    }
    set(failure === null ? { isBusy: false } : { isBusy: false, failure });
    const next = [...waiting];
    waiting.clear();
    // What has failed before stays said.
    for (const one of next) await run(one);
    return failure === null;
  };
  return async (work, kind) => {
    if (get().isBusy) {
      if (kind === 'look') waiting.add(work);
      return false;
    }
    set({ failure: null });
    return run(work);
  };
}
