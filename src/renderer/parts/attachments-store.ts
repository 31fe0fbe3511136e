import { type StoreApi, createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../shared/app-error.ts';
import { isShownImage, mostAttachments } from '../../shared/domain/tickets/attachments.ts';
import type { TicketAction } from '../../shared/domain/tickets/ticket-action.ts';
import type { AttachedFile, AttachmentType } from '../../shared/domain/tickets/ticket-work.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import { type AttachmentsApi, readFile, sendFile } from './send-file.ts';

/** A file that somebody has chosen for a ticket, and that is not on it yet. */
export interface ChosenFile {
  readonly attachmentId: string;
  readonly ticketId: string;
  readonly file: File;
  /** Of a picture that the browser can show, as an object URL; else `null`. */
  readonly preview: string | null;
  readonly state: 'reading' | 'sending' | 'waiting' | 'stored' | 'failed';
  readonly sent: number;
  readonly code: ErrorCode | null;
  readonly stored: AttachedFile | null;
}

export interface AttachmentsState {
  readonly chosen: readonly ChosenFile[];
  /** Pictures that were looked at, as object URLs. */
  readonly shown: ReadonlyMap<string, string>;
  readonly loadingId: string | null;
  readonly isPutting: boolean;
  /** How many of the last choice were too many. */
  readonly tooMany: number;
  readonly failure: ErrorCode | null;
}

interface Looked extends Pick<AttachedFile, 'attachmentId' | 'fileName'> {
  readonly mediaType: AttachmentType;
}

export interface AttachmentsActs {
  choose(ticketId: string, files: readonly File[]): void;
  remove(attachmentId: string): void;
  again(attachmentId: string): void;
  /** Puts the stored ones to the ticket by one act. What is not stored yet stays. */
  put(ticketId: string, isForDepartment: boolean): Promise<void>;
  withdraw(ticketId: string, attachmentId: string, reason: string): Promise<void>;
  look(ticketId: string, file: Looked): Promise<void>;
}

export type AttachmentsStore = StoreApi<AttachmentsState & AttachmentsActs>;

export interface AttachmentsDeps {
  readonly api: AttachmentsApi;
  readonly forWhat: Extract<TicketAction, { readonly kind: 'attach' }>['forWhat'];
  /** Why it was not done; `null` = it was. The same id is the same command. */
  act(ticketId: string, commandId: string, action: TicketAction): Promise<ErrorCode | null>;
  createId(): string;
  wait(ms: number): Promise<void>;
  /** Gives a file that is not shown here to be saved under its name. */
  save(name: string, blob: Blob): void;
}

const nothing: AttachmentsState = {
  chosen: [],
  shown: new Map(),
  loadingId: null,
  isPutting: false,
  tooMany: 0,
  failure: null,
};

export const chosenFor = ({ chosen }: AttachmentsState, ticketId: string): readonly ChosenFile[] =>
  chosen.filter((one) => one.ticketId === ticketId);

/** What is chosen, sent and looked at, by ticket. In memory alone: it is gone with the page. */
export function createAttachmentsStore(deps: AttachmentsDeps): AttachmentsStore {
  const { api, forWhat, createId } = deps;
  /** The same try is the same command, until it has been answered. */
  const commands = new Map<string, string>();
  return createStore((set, get) => {
    const change = (attachmentId: string, changes: Partial<ChosenFile>) =>
      set(({ chosen }) => ({
        chosen: chosen.map((one) =>
          one.attachmentId === attachmentId ? { ...one, ...changes } : one,
        ),
      }));
    const send = async (one: ChosenFile) => {
      const { attachmentId, ticketId, file } = one;
      const isWanted = () => get().chosen.some((each) => each.attachmentId === attachmentId);
      // Removed before its turn came.
      if (!isWanted()) return;
      change(attachmentId, { state: 'reading', code: null });
      try {
        const stored = await sendFile({
          api,
          ticketId,
          attachmentId,
          file,
          isWanted,
          wait: deps.wait,
          onSent: (sent, isWaiting) =>
            change(attachmentId, { sent, state: isWaiting ? 'waiting' : 'sending' }),
        });
        if (stored) change(attachmentId, { state: 'stored', stored });
      } catch (error) {
        change(attachmentId, { state: 'failed', code: errorCodeOf(error) });
      }
    };
    const drop = (ids: readonly string[]) => {
      for (const one of get().chosen) {
        if (!ids.includes(one.attachmentId)) continue;
        if (one.preview !== null) URL.revokeObjectURL(one.preview);
      }
      set(({ chosen }) => ({
        chosen: chosen.filter(({ attachmentId }) => !ids.includes(attachmentId)),
      }));
    };
    const act = async (ticketId: string, key: string, action: TicketAction) => {
      const commandId = commands.get(key) ?? createId();
      commands.set(key, commandId);
      set({ isPutting: true, failure: null });
      try {
        const failure = await deps.act(ticketId, commandId, action);
        commands.delete(key);
        set({ isPutting: false, failure });
        return failure === null;
      } catch (error) {
        set({ isPutting: false, failure: errorCodeOf(error) });
        return false;
      }
    };
    return {
      ...nothing,
      choose(ticketId, files) {
        const free = mostAttachments - chosenFor(get(), ticketId).length;
        const added = files.slice(0, free).map((file): ChosenFile => ({
          attachmentId: createId(),
          ticketId,
          file,
          preview: isPicture(file) ? URL.createObjectURL(file) : null,
          state: 'reading',
          sent: 0,
          code: null,
          stored: null,
        }));
        set(({ chosen }) => ({
          chosen: [...chosen, ...added],
          tooMany: files.length - added.length,
          failure: null,
        }));
        // One after the other: a telephone's line is not divided by ten.
        void added.reduce((before, one) => before.then(() => send(one)), Promise.resolve());
      },
      remove: (attachmentId) => drop([attachmentId]),
      again(attachmentId) {
        const one = get().chosen.find((each) => each.attachmentId === attachmentId);
        if (one?.state === 'failed') void send(one);
      },
      async put(ticketId, isForDepartment) {
        const files = chosenFor(get(), ticketId).flatMap(({ stored }) => (stored ? [stored] : []));
        if (files.length === 0 || get().isPutting) return;
        const ids = files.map(({ attachmentId }) => attachmentId);
        const action = { kind: 'attach', files, forWhat, isForDepartment } as const;
        if (await act(ticketId, `${ids.join()} ${isForDepartment}`, action)) drop(ids);
      },
      async withdraw(ticketId, attachmentId, reason) {
        if (get().isPutting) return;
        await act(ticketId, attachmentId, { kind: 'detach', attachmentId, reason });
      },
      async look(ticketId, { attachmentId, fileName, mediaType }) {
        if (get().loadingId !== null) return;
        set({ loadingId: attachmentId, failure: null });
        try {
          const pieces = await readFile(api, { ticketId, attachmentId });
          if (isShownImage(mediaType)) {
            const url = URL.createObjectURL(new Blob(pieces, { type: mediaType }));
            set(({ shown }) => ({ shown: new Map(shown).set(attachmentId, url) }));
          } else deps.save(fileName, new Blob(pieces, { type: 'application/octet-stream' }));
          set({ loadingId: null });
        } catch (error) {
          set({ loadingId: null, failure: errorCodeOf(error) });
        }
      },
    };
  });
}

/** By what the browser says: only for the small picture before sending. The hub looks at the content. */
const isPicture = ({ type }: File) => ['image/jpeg', 'image/png', 'image/webp'].includes(type);
