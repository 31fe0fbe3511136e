/** Which address of the PBX is tried. A round tries each address once. */
export interface AddressRound {
  readonly count: number;
  /** 0 is the main address, the others are fall-backs. */
  readonly index: number;
  /** Addresses that have failed in this round. */
  readonly failed: number;
}

export const firstAddress = (count: number): AddressRound => ({ count, index: 0, failed: 0 });

/** The next address after a failure, and whether this one still belongs to the round: it is then tried at once. */
export function afterFailure(round: AddressRound): { round: AddressRound; atOnce: boolean } {
  const failed = round.failed + 1;
  const index = (round.index + 1) % round.count;
  return failed < round.count
    ? { round: { ...round, index, failed }, atOnce: true }
    : { round: { ...round, index, failed: 0 }, atOnce: false };
}
