import type { RecordingMark } from '../../../shared/domain/recordings/recording.ts';

type Kind = RecordingMark['kind'];

/** Spans on the recording's time line, in its milliseconds. Each kind is open at most once at a time. */
export interface MarkBook {
  /** Without effect while one of that kind is open. */
  begin(kind: Kind, atMs: number): void;
  /** Without effect while none of that kind is open. */
  end(kind: Kind, atMs: number): void;
  endAll(atMs: number): void;
  isOpen(kind: Kind): boolean;
  /** Marks whose end is known and that were not taken yet. */
  takeFinished(): readonly RecordingMark[];
}

export function createMarkBook(): MarkBook {
  const open = new Map<Kind, number>();
  let finished: RecordingMark[] = [];

  const end = (kind: Kind, atMs: number) => {
    const fromMs = open.get(kind);
    if (fromMs === undefined) return;
    open.delete(kind);
    finished.push({ kind, fromMs, toMs: Math.max(fromMs, atMs) });
  };

  return {
    begin: (kind, atMs) => {
      if (!open.has(kind)) open.set(kind, atMs);
    },
    end,
    endAll: (atMs) => {
      for (const kind of open.keys()) end(kind, atMs);
    },
    isOpen: (kind) => open.has(kind),
    takeFinished: () => {
      const taken = finished;
      finished = [];
      return taken;
    },
  };
}
