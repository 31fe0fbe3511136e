import { errorCodeOf } from '../../src/shared/app-error.ts';

/** The code that `run` throws with; fails itself when it does not throw. */
export function codeOfThrown(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return errorCodeOf(error);
  }
  throw new Error('it was expected to throw');
}
