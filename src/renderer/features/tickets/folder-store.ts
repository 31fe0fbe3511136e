import { createStore } from 'zustand/vanilla';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { type ExportRun, exportRunner, noRun } from './export-run.ts';

export type FolderSubject = Pick<Ticket, 'ticketId' | 'ticketNo'>;

export interface FolderState extends ExportRun {
  readonly isOpen: boolean;
  /** Whose folder it is; while one is made no other is begun. */
  readonly ticket: FolderSubject | null;
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
    const run = exportRunner(exported, set);
    return {
      isOpen: false,
      ticket: null,
      ...noRun,
      open(ticket) {
        const isSame = get().ticket?.ticketId === ticket.ticketId;
        if (get().phase === 'running' || isSame) return set({ isOpen: true });
        set({ ...noRun, isOpen: true, ticket });
      },
      close: () => set({ isOpen: false }),
      setReason: (reason) => set({ reason, phase: 'asked' }),
      async start() {
        const { ticket, reason } = get();
        if (ticket === null) return;
        await run.start(() => api.exports.folder({ ticketId: ticket.ticketId, reason }));
      },
      stop: run.stop,
    };
  }),
);
