import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { NewPoint } from '../../../shared/contract/incidents/schemas.ts';
import type { StormLevel } from '../../../shared/domain/incidents/storm.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { incidentStore } from '../../parts/incident-store.ts';

/** What is open over the board. */
export type StormAsk = 'start' | 'end' | 'points';

export interface StormState {
  readonly asked: StormAsk | null;
  readonly level: StormLevel;
  readonly reason: string;
  /** The list of prone points as it is typed; `null` = as it is. */
  readonly points: string | null;
  /** Texts that are typed for an incident and not taken yet, by incident and what they are. */
  readonly texts: Readonly<Record<string, string>>;
  readonly busy: boolean;
  readonly failure: { readonly of: string; readonly code: ErrorCode } | null;
  ask(asked: StormAsk | null): void;
  set(patch: Partial<Pick<StormState, 'level' | 'reason' | 'points'>>): void;
  type(key: string, text: string): void;
  start(): Promise<void>;
  end(): Promise<void>;
  putPoints(points: readonly NewPoint[]): Promise<void>;
  /** What callers are told (`says`), or the words of the reply (`reply`). What was typed stays until the hub has it. */
  /** Which incident's tickets are to become one: asked first. `null` = none. */
  readonly merging: string | null;
  askMerge(incidentId: string | null): void;
  merge(order: { mainId: string; otherIds: string[]; reason: string }): Promise<void>;
  say(incidentId: string, what: 'says' | 'reply', seen: number): Promise<void>;
}

/** What the lead does in a storm. What is typed is kept while the page lives, until the hub has it. */
export const stormStore = featureStore<StormState>((stores) => {
  const { incidents } = stores.deps.api;
  return createStore<StormState>()((set, get) => {
    const run = async (of: string, work: () => Promise<unknown>, done: () => void) => {
      if (get().busy) return;
      set({ busy: true, failure: null });
      try {
        await work();
        done();
        await incidentStore(stores).getState().refresh();
      } catch (error) {
        set({ failure: { of, code: errorCodeOf(error) } });
      } finally {
        set({ busy: false });
      }
    };
    return {
      asked: null,
      level: 'blue',
      reason: '',
      points: null,
      texts: {},
      busy: false,
      failure: null,
      merging: null,
      askMerge: (merging) => set({ merging, failure: null }),
      merge: (order) =>
        run(
          'merge',
          () => incidents.merge({ commandId: stores.createId(), ...order }),
          () => set({ merging: null }),
        ),
      ask: (asked) => set({ asked, failure: null }),
      set: (patch) => set({ ...patch, failure: null }),
      type: (key, text) => set({ texts: { ...get().texts, [key]: text }, failure: null }),
      start: () => {
        const { level, reason } = get();
        return run(
          'start',
          () => incidents.startStorm({ level, reason }),
          () => set({ asked: null, reason: '' }),
        );
      },
      end: () =>
        run(
          'end',
          () => incidents.endStorm(),
          () => set({ asked: null }),
        ),
      putPoints: (points) =>
        run(
          'points',
          () => incidents.putPoints({ points: points.map(withOwnAliases) }),
          () => set({ asked: null, points: null }),
        ),
      say: (incidentId, what, seen) => {
        const key = textKey(incidentId, what);
        const text = get().texts[key] ?? '';
        return run(
          key,
          () =>
            what === 'says'
              ? incidents.say({ incidentId, text, seen })
              : incidents.list({ incidentId, text, seen }),
          () => {
            const { [key]: _, ...texts } = get().texts;
            set({ texts });
          },
        );
      },
    };
  });
});

/** The contract's arrays are mutable. */
function withOwnAliases({ name, district, aliases }: NewPoint) {
  return { name, district, aliases: [...aliases] };
}

export function textKey(incidentId: string, what: 'says' | 'reply'): string {
  return `${incidentId} ${what}`;
}
