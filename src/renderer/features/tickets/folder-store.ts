import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { ExportEnd, ExportProgress } from '../../../shared/contract/exports/schemas.ts';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';

export type FolderSubject = Pick<Ticket, 'ticketId' | 'ticketNo'>;

export interface FolderState {
  readonly isOpen: boolean;
  /** Whose folder it is; while one is made no other is begun. */
  readonly ticket: FolderSubject | null;
  readonly reason: string;
  readonly phase: 'asked' | 'running' | 'done' | 'stopped' | 'failed';
  readonly progress: ExportProgress | null;
  readonly end: ExportEnd | null;
  readonly failure: ErrorCode | null;
  open(ticket: FolderSubject): void;
  /** What runs goes on; the next opening shows it. */
  close(): void;
  setReason(reason: string): void;
  start(): Promise<void>;
  stop(): void;
}

/** A ticket with its recordings as a folder: one at a time, it goes on when the dialog is closed. */
export const folderStore = featureStore(({ deps: { api, exported } }) =>
  createStore<FolderState>()((set, get) => {
    let stopping = new AbortController();
    return {
      isOpen: false,
      ticket: null,
      reason: '',
      phase: 'asked',
      progress: null,
      end: null,
      failure: null,
      open(ticket) {
        const isSame = get().ticket?.ticketId === ticket.ticketId;
        if (get().phase === 'running' || isSame) return set({ isOpen: true });
        set({ isOpen: true, ticket, reason: '', phase: 'asked', end: null, failure: null });
      },
      close: () => set({ isOpen: false }),
      setReason: (reason) => set({ reason, phase: 'asked' }),
      async start() {
        const { ticket, reason } = get();
        if (ticket === null) return;
        stopping = new AbortController();
        const { signal } = stopping;
        set({ phase: 'running', progress: null, end: null, failure: null });
        try {
          const { exportId } = await api.exports.folder({ ticketId: ticket.ticketId, reason });
          const end = await exported.save(exportId, {
            signal,
            onProgress: (progress) => set({ progress }),
          });
          set({ phase: 'done', end, reason: '' });
        } catch (error) {
          if (signal.aborted) set({ phase: 'stopped' });
          else set({ phase: 'failed', failure: errorCodeOf(error) });
        }
      },
      stop: () => stopping.abort(),
    };
  }),
);
