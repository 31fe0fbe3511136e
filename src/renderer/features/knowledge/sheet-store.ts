import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { ExportEnd, KnowledgeOrder } from '../../../shared/contract/exports/schemas.ts';
import {
  type ReadSheet,
  type SheetRow,
  longestSheet,
} from '../../../shared/domain/knowledge/sheet-rows.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { fromBase64, toBase64 } from '../../parts/base64.ts';
import { type FeatureDeps } from '../../parts/desk-context.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { ChosenBytes } from '../../parts/send-file.ts';

/** What became of a row that was to be taken. */
export type RowTaken = 'taken' | ErrorCode;

export interface SheetState {
  readonly format: KnowledgeOrder['format'];
  readonly reason: string;
  /** The file that was given last. */
  readonly end: ExportEnd | null;
  readonly sheet: ReadSheet | null;
  readonly fileName: string;
  /** Rows that are to be taken, by their place. */
  readonly chosen: ReadonlySet<number>;
  readonly taken: ReadonlyMap<number, RowTaken>;
  /** The row that is shown beside the list. */
  readonly shown: number | null;
  readonly phase: 'idle' | 'exporting' | 'reading' | 'taking';
  readonly failure: ErrorCode | null;
  /** The file is larger than any that is read. */
  readonly isTooLarge: boolean;
  set(patch: Partial<Pick<SheetState, 'format' | 'reason' | 'shown'>>): void;
  exportAll(): Promise<void>;
  read(file: ChosenBytes): Promise<void>;
  toggle(row: number): void;
  take(): Promise<void>;
  /** The rows that cannot be taken, as a file. */
  giveBack(): void;
  close(): void;
}

type Deps = Pick<FeatureDeps, 'api' | 'exported'>;

const noSheet = {
  sheet: null,
  fileName: '',
  chosen: new Set<number>(),
  taken: new Map<number, RowTaken>(),
  shown: null,
} as const;

/** 导出 and 导入 of entries. A row is proposed and accepted as any other change, under ids that follow from what it says. */
function createSheetStore({ api, exported }: Deps) {
  return createStore<SheetState>()((set, get) => {
    const during = async (phase: SheetState['phase'], work: () => Promise<void>) => {
      if (get().phase !== 'idle') return;
      set({ phase, failure: null, isTooLarge: false });
      try {
        await work();
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      } finally {
        set({ phase: 'idle' });
      }
    };
    const takeRow = async (row: SheetRow): Promise<RowTaken> => {
      const { proposalId, proposeId, acceptId, entryId, over, after, why } = row;
      const text = plain(after);
      try {
        const asks = { kind: 'text', text } as const;
        await api.knowledge.propose({
          commandId: proposeId,
          act: { kind: 'propose', proposalId, entryId, base: over, asks, why },
        });
        await api.knowledge.decide({
          commandId: acceptId,
          act: { kind: 'accept', proposalId, text, over },
        });
        return 'taken';
      } catch (error) {
        return errorCodeOf(error);
      }
    };
    return {
      ...noSheet,
      format: 'xlsx',
      reason: '',
      end: null,
      phase: 'idle',
      failure: null,
      isTooLarge: false,
      set: (patch) => set(patch),
      exportAll: () =>
        during('exporting', async () => {
          set({ end: null });
          const { format, reason } = get();
          const { exportId } = await api.exports.knowledge({ format, reason });
          const { signal } = new AbortController();
          set({ end: await exported.save(exportId, { signal, onProgress: () => {} }), reason: '' });
        }),
      async read(file) {
        if (file.size > longestSheet) {
          set({ isTooLarge: true });
          return;
        }
        await during('reading', async () => {
          const bytes = toBase64(new Uint8Array(await file.arrayBuffer()));
          const sheet = await api.knowledge.readSheet({ name: file.name.slice(-120), bytes });
          const rows = sheet.rows.filter(isTakeable).map(({ row }) => row);
          set({ ...noSheet, sheet, fileName: file.name, chosen: new Set(rows) });
        });
      },
      toggle(row) {
        const chosen = new Set(get().chosen);
        if (!chosen.delete(row)) chosen.add(row);
        set({ chosen });
      },
      take: () =>
        during('taking', async () => {
          const { sheet, chosen } = get();
          for (const row of sheet?.rows ?? []) {
            if (!isTakeable(row) || !chosen.has(row.row)) continue;
            if (get().taken.get(row.row) === 'taken') continue;
            const became = await takeRow(row);
            set({ taken: new Map([...get().taken, [row.row, became]]) });
            // The others would find the hub no better.
            if (became === 'hub.unreachable') return;
          }
        }),
      giveBack() {
        const returned = get().sheet?.returned;
        if (returned) exported.give(fromBase64(returned.bytes), returned.name);
      },
      close: () => set({ ...noSheet, failure: null }),
    };
  });
}

export function isTakeable({ outcome }: SheetRow): boolean {
  return outcome === 'new' || outcome === 'changed';
}

/** As the boundary takes it: lists that may be written to. */
function plain(text: SheetRow['after']) {
  return {
    ...text,
    wording: { ...text.wording, toConfirm: [...text.wording.toConfirm] },
    synonyms: [...text.synonyms],
  };
}

/** One for the desk. */
export const sheetStore = featureStore(({ deps }) => createSheetStore(deps));
