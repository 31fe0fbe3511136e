import type {
  ExchangeDirection,
  ExchangeFile,
  ExchangeState,
  ExchangeSystem,
} from './city-exchange.ts';

/** One message from or to another system. Rows are added and move through their states; what was said never changes. */
export interface Exchange {
  /** Order of arrival, or of what was to be sent. */
  readonly seq: number;
  readonly exchangeId: string;
  readonly system: ExchangeSystem;
  readonly direction: ExchangeDirection;
  /** The other side's own id of what came in, once for each system; our `exchangeId` of what goes out. */
  readonly messageId: string;
  /** A kind of `CityMessage` or `CityReport`; `''` = it could not be read. */
  readonly kind: string;
  /** The other side's number of the matter. */
  readonly cityNo: string | null;
  readonly ticketId: string | null;
  /** See `CityEnvelope`. */
  readonly place: string | null;
  readonly raw: string;
  readonly state: ExchangeState;
  readonly tries: number;
  /** Of what goes out: not before. Of what came in: somebody wants it to be tried again. */
  readonly nextTryAt: number | null;
  /** `CityFault`, of the last try. */
  readonly reason: string | null;
  readonly detail: string | null;
  /** When the city said it. */
  readonly saidAt: number | null;
  /** Revision of the ticket when what came in was tried last. */
  readonly seenRevision: number | null;
  readonly at: number;
  readonly changedAt: number;
  /** When somebody said that this line needs nobody any more; `null` = nobody did. */
  readonly settledAt: number | null;
  /** What came of its files; `[]` = it has none. One that was refused needs somebody. */
  readonly files: readonly ExchangeFile[];
}

export type NewExchange = Omit<Exchange, 'seq' | 'changedAt' | 'settledAt' | 'system' | 'files'> &
  Partial<Pick<Exchange, 'files'>>;

/** What may change of a row. */
export type ExchangeMove = Pick<Exchange, 'state' | 'tries' | 'changedAt'> &
  Partial<
    Pick<
      Exchange,
      | 'kind'
      | 'cityNo'
      | 'ticketId'
      | 'nextTryAt'
      | 'reason'
      | 'detail'
      | 'saidAt'
      | 'seenRevision'
      | 'files'
    >
  >;
