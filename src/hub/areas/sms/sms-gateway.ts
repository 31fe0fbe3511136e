import type { CityEnvelope, CityFault, Delivery } from '../city/city-platform.ts';
import type { TextMessage } from './text-message.ts';

/** What the gateway says of a message that it took. */
export type ReceiptReading =
  | {
      readonly ok: true;
      /** Ours, as it was sent. */
      readonly exchangeId: string;
      readonly state: 'delivered' | 'undelivered';
      readonly words: string;
    }
  | { readonly ok: false; readonly fault: CityFault };

/** The gateway of short messages, however it is reached. `tests/contract/sms` says what every adapter has to promise. */
export interface SmsGateway {
  /** Hands one text over; twice the same id is one text. Never rejects. */
  deliver(message: TextMessage, signal: AbortSignal): Promise<Delivery>;
  /** Receipts behind `place` (`null` = from the first), oldest first. Rejects when it cannot be reached. */
  fetch(place: string | null, signal: AbortSignal): Promise<readonly CityEnvelope[]>;
  /** The receipt in `raw`. Pure. */
  read(raw: string): ReceiptReading;
}

/** Where no gateway is named nothing is sent, and whoever replied by text is told so at once. */
export const noGateway: SmsGateway = {
  deliver: async () => ({ kind: 'refused', detail: 'noGateway' }),
  fetch: async () => [],
  read: () => ({ ok: false, fault: { reason: 'unreadable', detail: 'noGateway' } }),
};
