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

/** One thing at a time; what fails is said. Tells whether it went well. */
export function createDoing(
  set: (state: Partial<Doing>) => void,
  get: () => Doing,
): (work: () => Promise<void>) => Promise<boolean> {
  return async (work) => {
    if (get().isBusy) return false;
    set({ isBusy: true, failure: null });
    try {
      await work();
      set({ isBusy: false });
      return true;
    } catch (error) {
      set({ isBusy: false, failure: failureOf(error) });
      return false;
    }
  };
}
