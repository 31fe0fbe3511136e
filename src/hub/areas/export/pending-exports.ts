import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type {
  FolderOrder,
  KnowledgeOrder,
  SheetOrder,
} from '../../../shared/contract/exports/schemas.ts';

export type ExportOrder =
  | ({ readonly kind: 'sheet' } & SheetOrder)
  | ({ readonly kind: 'folder' } & FolderOrder)
  | ({ readonly kind: 'knowledge' } & KnowledgeOrder);

/** What was ordered and is not fetched yet. Kept in memory: who does not fetch it orders it again. */
export interface PendingExports {
  /** Takes the place of what this session ordered before. */
  put(sessionId: string, exportId: string, order: ExportOrder): void;
  /** Once, for the session that ordered it. Throws `export.gone`. */
  take(sessionId: string, exportId: string): ExportOrder;
}

const keptMs = 5 * 60_000;

export function createPendingExports(clock: Pick<Clock, 'now'>): PendingExports {
  const pending = new Map<string, { exportId: string; order: ExportOrder; until: number }>();
  return {
    put(sessionId, exportId, order) {
      for (const [key, { until }] of pending) if (until <= clock.now()) pending.delete(key);
      pending.set(sessionId, { exportId, order, until: clock.now() + keptMs });
    },
    take(sessionId, exportId) {
      const found = pending.get(sessionId);
      if (found?.exportId !== exportId || found.until <= clock.now())
        throw new AppError('export.gone');
      pending.delete(sessionId);
      return found.order;
    },
  };
}
