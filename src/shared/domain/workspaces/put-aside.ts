/** Something on the workbench that the agent has put aside (放下): it leaves the row of tabs and stands in 今日工作 until it is taken up. */
export interface PutAside {
  /** The call of a conversation, the draft key of a ticket opened by hand. */
  readonly key: string;
  readonly at: number;
  /** In the agent's words; may be empty. */
  readonly reason: string;
}

/** So many are kept of a person, the newest ones; an older one is a tab again. */
const putAsideLimit = 100;

/** Put aside, with the newest reason. */
export function withPutAside(all: readonly PutAside[], one: PutAside): readonly PutAside[] {
  return [...withoutPutAside(all, one.key), one].slice(-putAsideLimit);
}

/** Taken up again. */
export function withoutPutAside(all: readonly PutAside[], key: string): readonly PutAside[] {
  return all.filter((one) => one.key !== key);
}
