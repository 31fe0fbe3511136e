import { type StoreApi, createStore } from 'zustand/vanilla';
import { limitsRule } from '../../shared/domain/office/office-rule.ts';
import {
  type Limit,
  type LimitKey,
  type LimitPresets,
  type LimitUnit,
  isLimit,
  limitChanges,
  limitKeys,
  limitsWith,
  shippedLimits,
} from '../../shared/domain/tickets/limits.ts';
import { readLimits } from '../../shared/kept/limit-rules.ts';
import { type Doing, createDoing, idle } from '../page/doing.ts';
import type { HubCalls } from '../page/hub-calls.ts';

/** A preset as it is typed. */
export interface TypedLimit {
  readonly text: string;
  readonly unit: LimitUnit;
}

export interface LimitsState extends Doing {
  /** As the hub has it, and who put it in; `null` = not asked yet. */
  readonly known: {
    readonly presets: LimitPresets;
    readonly byWorkNo: string;
    readonly at: number;
  } | null;
  /** Typed and not put in: what is not named stays. */
  readonly typed: Readonly<Partial<Record<LimitKey, TypedLimit>>>;
  /** What somebody else has changed while this was typed, a line each; empty = nothing. */
  readonly theirs: readonly string[];
}

export interface LimitsActs {
  look(): Promise<void>;
  type(key: LimitKey, typed: TypedLimit): void;
  drop(): void;
  /** Puts in what is typed. Where somebody was faster, it stays typed over what is there now, and is put in by another press. */
  put(): Promise<boolean>;
}

export type LimitsStore = StoreApi<LimitsState & LimitsActs>;

/** What a preset is shown as. */
export function shownLimit({ known, typed }: LimitsState, key: LimitKey): TypedLimit {
  const { unit, count } = (known?.presets ?? shippedLimits).limits[key];
  return typed[key] ?? { text: String(count), unit };
}

/** What is typed as a preset; `null` = it is none. */
export function limitOf({ text, unit }: TypedLimit): Limit | null {
  const limit = { unit, count: /^\d{1,4}$/.test(text) ? Number(text) : 0 };
  return isLimit(limit) ? limit : null;
}

/** What putting it in would change, a line each. What is no preset changes nothing, and cannot be put in. */
export function limitChangesOf(state: LimitsState): readonly string[] {
  const { known } = state;
  return known === null ? [] : limitChanges(known.presets, wantedOf(state, known.presets));
}

/** Presets that are typed and are none. */
export function wrongLimitsOf({ typed }: LimitsState): readonly LimitKey[] {
  return limitKeys.filter((key) => {
    const one = typed[key];
    return one !== undefined && limitOf(one) === null;
  });
}

function wantedOf({ typed }: LimitsState, { version, limits }: LimitPresets): LimitPresets {
  const put = limitKeys.map((key) => {
    const one = typed[key];
    return { key, ...((one && limitOf(one)) ?? limits[key]) };
  });
  return limitsWith(version, put);
}

/** The presets of limits, as administrator and lead edit them. */
export function createLimitsStore({ hub }: { readonly hub: HubCalls }): LimitsStore {
  return createStore((set, get) => {
    const doing = createDoing(set, get);
    const read = async () => {
      const { rules } = await hub.ask(({ office }) => office.list());
      const rule = rules.find(({ kind }) => kind === limitsRule);
      const presets = readLimits(rule) ?? shippedLimits;
      return { presets, byWorkNo: rule?.byWorkNo ?? '', at: rule?.at ?? 0 };
    };
    const refresh = async () => {
      const { known: before, typed } = get();
      const known = await read();
      const isTyped = before !== null && Object.keys(typed).length > 0;
      set({ known, ...(isTyped ? { theirs: limitChanges(before.presets, known.presets) } : {}) });
    };
    return {
      ...idle,
      known: null,
      typed: {},
      theirs: [],
      async look() {
        await doing(refresh, 'look');
      },
      type: (key, one) => set({ typed: { ...get().typed, [key]: one }, failure: null }),
      drop: () => set({ typed: {}, theirs: [], failure: null }),
      async put() {
        const { known } = get();
        if (known === null) return true;
        const { limits } = wantedOf(get(), known.presets);
        const isDone = await doing(async () => {
          const asked = limitKeys.map((key) => ({ key, ...limits[key] }));
          await hub.ask(({ office }) =>
            office.putLimits({ seen: known.presets.version, limits: asked }),
          );
          set({ typed: {}, theirs: [], known: await read() });
        });
        if (get().failure?.code === 'office.conflict') await refresh().catch(() => undefined);
        return isDone;
      },
    };
  });
}
