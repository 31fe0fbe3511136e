import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../shared/app-error.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { DeskApi } from './desk-api.ts';

export interface SessionState {
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  /** Who is signed in arrives by the desk state, not from here. */
  signIn(workNo: string, password: string): Promise<void>;
  signOut(): Promise<void>;
}

/** Signing in and out. The password is passed on and never kept. */
export function createSessionStore(deps: { readonly api: Pick<DeskApi, 'session'> }) {
  return createStore<SessionState>()((set) => {
    const run = async (work: () => Promise<unknown>) => {
      set({ busy: true, failure: null });
      try {
        await work();
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      } finally {
        set({ busy: false });
      }
    };
    return {
      busy: false,
      failure: null,
      signIn: (workNo, password) => run(() => deps.api.session.signIn({ workNo, password })),
      signOut: () => run(() => deps.api.session.signOut()),
    };
  });
}
export type SessionStore = ReturnType<typeof createSessionStore>;
