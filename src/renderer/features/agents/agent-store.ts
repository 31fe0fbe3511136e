import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { AgentStateName } from '../../../shared/domain/agents/agent-view.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

/** A state that the agent chose. */
export interface StateWish {
  readonly to: AgentStateName;
  readonly reason: string;
  readonly minutes: number | null;
}

/** What the lead's dialog begins with. */
export interface Ordering {
  readonly workNo: string;
  readonly to: AgentStateName | null;
  readonly why: string;
}

export interface Order {
  readonly workNo: string;
  readonly from: AgentStateName;
  readonly to: AgentStateName;
  readonly why: string;
}

export interface AgentStoreState {
  readonly isMenuOpen: boolean;
  readonly busy: boolean;
  /** The last wish that was refused, and why; asked for again by `goAnyway` or `askLead`. */
  readonly refusal: { readonly code: ErrorCode; readonly wish: StateWish | null } | null;
  setMenuOpen(open: boolean): void;
  /** Signing out is a wish for `signedOut`. Never rejects; a refusal is kept. The menu closes when it worked. */
  choose(wish: StateWish): Promise<void>;
  /** The refused wish once more: the agent has made sure that somebody else is there. */
  goAnyway(): Promise<void>;
  /** Asks the lead for the refused wish. */
  askLead(): Promise<void>;
  signIn(): Promise<void>;
  finish(): Promise<void>;
  extend(reason: string): Promise<void>;
  /** Asks the lead's answer no longer: as `withdraw`, or goes on the agent's own word. */
  withdraw(): Promise<void>;
  goFor(wish: StateWish): Promise<void>;
  putAway(toldId: string): Promise<void>;
  /** Does what a notice offers. The notice is put away once that is done; when it is refused, notice and refusal stand. */
  follow(toldId: string, to: 'signedIn' | 'ready'): Promise<void>;
  /** Puts the notice away, and opens the menu in which the wish is chosen again. */
  chooseAgain(toldId: string): Promise<void>;
  /** The notice of missed rings that began at this time has been read. */
  readonly hiddenRings: number | null;
  hideRings(at: number): void;
  /** The limit of signing whose notice was put away (epoch ms). */
  readonly hiddenSignDue: number | null;
  hideSignDue(firstDueAt: number): void;
  /** Whose state the lead is about to change; `null` = nobody's. */
  readonly ordering: Ordering | null;
  order(ordering: Ordering | null): void;
  /** The lead's last order: it can be taken back. */
  readonly lastOrder: Order | null;
  /** The lead's acts. `askedAt` of the ask that she or he saw. */
  answer(member: { workNo: string; askedAt: number }, grant: boolean): Promise<void>;
  force(order: Order): Promise<void>;
}

/** What the agent asks about her or his state. How it stands arrives by the desk state, not from here. */
function createAgentStore({ api }: { readonly api: Pick<DeskApi, 'agent'> }) {
  return createStore<AgentStoreState>()((set, get) => {
    const run = async (work: () => Promise<unknown>, wish: StateWish | null = null) => {
      set({ busy: true, refusal: null });
      try {
        await work();
        set({ isMenuOpen: false });
      } catch (error) {
        set({ refusal: { code: errorCodeOf(error), wish } });
      } finally {
        set({ busy: false });
      }
    };
    const wishFor = (wish: StateWish, unguarded: boolean) =>
      run(
        () =>
          wish.to === 'signedOut'
            ? api.agent.signOut({ unguarded })
            : api.agent.change({ ...wish, unguarded }),
        wish,
      );
    const again = async (act: (wish: StateWish) => Promise<void>) => {
      const wish = get().refusal?.wish;
      if (wish) await act(wish);
    };
    return {
      isMenuOpen: false,
      busy: false,
      refusal: null,
      setMenuOpen: (isMenuOpen) => set({ isMenuOpen, refusal: null }),
      choose: (wish) => wishFor(wish, false),
      goAnyway: () => again((wish) => wishFor(wish, true)),
      askLead: () => again(({ to, reason }) => run(() => api.agent.ask({ to, reason }))),
      signIn: () => run(() => api.agent.signIn()),
      finish: () => run(() => api.agent.finish()),
      extend: (reason) => run(() => api.agent.extend({ reason })),
      answer: ({ workNo, askedAt }, grant) =>
        run(() => api.agent.answer({ workNo, askedAt, grant })),
      withdraw: () => run(() => api.agent.withdraw()),
      goFor: (wish) => wishFor(wish, true),
      putAway: (toldId) => run(() => api.agent.putAway({ toldId })),
      follow: (toldId, to) =>
        run(async () => {
          const ready = { to: 'ready', reason: '', minutes: null, unguarded: false } as const;
          await (to === 'ready' ? api.agent.change(ready) : api.agent.signIn());
          await api.agent.putAway({ toldId });
        }),
      chooseAgain: async (toldId) => {
        await get().putAway(toldId);
        set({ isMenuOpen: true });
      },
      hiddenRings: null,
      hideRings: (hiddenRings) => set({ hiddenRings }),
      hiddenSignDue: null,
      hideSignDue: (hiddenSignDue) => set({ hiddenSignDue }),
      ordering: null,
      order: (ordering) => set({ ordering, refusal: null }),
      lastOrder: null,
      force: (order) =>
        run(async () => {
          const { workNo, to, why } = order;
          await api.agent.force({ workNo, to, reason: 'lead', why });
          set({ ordering: null, lastOrder: order });
        }),
    };
  });
}
/** One for the desk. */
export const agentStore = featureStore(({ deps }) => createAgentStore(deps));
