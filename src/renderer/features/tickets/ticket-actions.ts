import type { KeyName } from '../../parts/keys.ts';
import type { TicketAction } from '../../../shared/domain/tickets/ticket-action.ts';

/** One button under the form. Who may press it, and why not, stands in `flow.ts`. */
export interface TicketActionRow {
  readonly action: TicketAction;
  /** The agent is asked for a reason first. */
  readonly withReason?: (reason: string) => TicketAction;
  readonly words: 'close' | 'direct' | 'save' | 'urge';
  /** Instead of `words` while it is carried out. */
  readonly busy?: 'closing' | 'saving';
  readonly key?: KeyName;
  readonly isMain?: true;
}

/** The foot of the form, from left to right. `changes` are filled in with what is typed. */
export const ticketActions: readonly TicketActionRow[] = [
  {
    action: { kind: 'close', closeAs: 'selfHandled', changes: {} },
    words: 'close',
    busy: 'closing',
    key: 'close',
    isMain: true,
  },
  { action: { kind: 'close', closeAs: 'directAnswer', changes: {} }, words: 'direct' },
  {
    action: { kind: 'edit', changes: {} },
    words: 'save',
    busy: 'saving',
    key: 'save',
  },
  {
    action: { kind: 'urge', reason: '' },
    withReason: (reason) => ({ kind: 'urge', reason }),
    words: 'urge',
  },
];
