import { createStore } from 'zustand/vanilla';
import { AppError, type SignInTries, errorCodeOf } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { DeskApi } from './desk-api.ts';

export interface SessionState {
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  /** What the hub told of wrong passwords with `failure`, and when; `null` = nothing. */
  readonly tries: (SignInTries & { readonly toldAt: number }) | null;
  /** Who is signed in arrives by the desk state, not from here. */
  /** `code`: of the second factor; `''` = none is asked for yet. `newPassword`: instead of one that the hub has made. */
  signIn(
    workNo: string,
    password: string,
    more?: { readonly code?: string; readonly newPassword?: string },
  ): Promise<void>;
  /** Why the person may not leave the desk; told where it was asked, never at the next sign-in. */
  readonly outRefusal: ErrorCode | null;
  /** `unguarded`: the agent has made sure that somebody else is there. */
  signOut(unguarded: boolean): Promise<void>;
  /** Asks the lead for the leave that was refused. Tells whether the ask has gone out. */
  askToLeave(): Promise<boolean>;
  forgetRefusal(): void;
}

const refused = (outRefusal: ErrorCode) => ({ outRefusal });

/** Signing in and out. The password is passed on and never kept. */
export function createSessionStore(deps: {
  readonly api: Pick<DeskApi, 'session' | 'agent'>;
  readonly clock: { now(): number };
}) {
  return createStore<SessionState>()((set) => {
    const run = async (
      work: () => Promise<unknown>,
      tell: (code: ErrorCode, error: unknown) => Partial<SessionState>,
    ) => {
      set({ busy: true, failure: null, tries: null, outRefusal: null });
      try {
        await work();
        return true;
      } catch (error) {
        set(tell(errorCodeOf(error), error));
        return false;
      } finally {
        set({ busy: false });
      }
    };
    return {
      busy: false,
      failure: null,
      tries: null,
      outRefusal: null,
      signIn: async (workNo, password, { code = '', newPassword } = {}) => {
        const factor = code.trim() === '' ? {} : { code };
        const own = newPassword === undefined ? {} : { newPassword };
        const work = () => deps.api.session.signIn({ workNo, password, ...factor, ...own });
        await run(work, (failure, error) => {
          const tries = error instanceof AppError ? error.tries : null;
          return { failure, tries: tries && { ...tries, toldAt: deps.clock.now() } };
        });
      },
      signOut: async (unguarded) => {
        await run(() => deps.api.session.signOut({ unguarded }), refused);
      },
      askToLeave: () => run(() => deps.api.agent.ask({ to: 'signedOut', reason: '' }), refused),
      forgetRefusal: () => set({ outRefusal: null }),
    };
  });
}
export type SessionStore = ReturnType<typeof createSessionStore>;
