/** What the city platform said when it dispatched the demand. */
export interface CityDispatch {
  readonly cityNo: string;
  readonly dispatchedAt: number;
  /** The outer deadline as the city gave it; never recomputed. `null` = it gave none. */
  readonly dueAt: number | null;
  /** An office has named us: the ticket may not be returned. */
  readonly appointed?: true | undefined;
}

/** What came of asking the city to take it back. */
export interface CityReturn {
  readonly state: 'asked' | 'sent' | 'accepted' | 'refused' | 'kept';
  readonly reason: string;
  readonly suggestedOwner: string;
  readonly at: number;
  readonly byWorkNo: string;
  /** Of who decided it last. */
  readonly words: string;
}
