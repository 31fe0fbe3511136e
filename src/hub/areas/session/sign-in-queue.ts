import { AppError } from '../../../shared/app-error.ts';

/** Who waits: people known at their desk or address go first, strangers take turns by address. */
export interface Waiting {
  readonly isFamiliar: boolean;
  readonly address: string;
  /** Who tries, and where from: somebody who signs in again and again waits behind the colleagues, not before them. */
  readonly person: string;
}

/**
 * Passwords are compared two at a time: each comparison takes 19 MiB and a processor. Strangers get one place, so that a
 * flood of them leaves the other to the people of the house; of these nobody waits more than twice. Throws `hub.signInBusy` when too many wait already.
 */
export interface SignInQueue {
  run<Result>(who: Waiting, work: () => Promise<Result>): Promise<Result>;
}

const limits = {
  atOnce: 2,
  strangersAtOnce: 1,
  familiar: 16,
  /** Of one person at one desk or address: a second click, or a desk that lost the answer. */
  ofPerson: 2,
  ofAddress: 8,
  strangers: 32,
} as const;
const busySeconds = 2;

interface Turn extends Waiting {
  readonly start: () => void;
}

export function createSignInQueue({
  wait,
}: {
  readonly wait: (ms: number) => Promise<void>;
}): SignInQueue {
  const familiar: Turn[] = [];
  /** In the order in which addresses have their turn; none is empty. */
  const strangers = new Map<string, Turn[]>();
  let running = 0;
  let strangersRunning = 0;

  const hasOwnWaiting = (person: string): boolean =>
    familiar.filter((turn) => turn.person === person).length >= limits.ofPerson;
  const isFull = ({ isFamiliar, address, person }: Waiting): boolean => {
    if (isFamiliar) return familiar.length >= limits.familiar || hasOwnWaiting(person);
    const all = [...strangers.values()].reduce((sum, turns) => sum + turns.length, 0);
    return all >= limits.strangers || (strangers.get(address)?.length ?? 0) >= limits.ofAddress;
  };
  const enter = (turn: Turn): void => {
    if (turn.isFamiliar) familiar.push(turn);
    else strangers.set(turn.address, [...(strangers.get(turn.address) ?? []), turn]);
  };
  const nextStranger = (): Turn | undefined => {
    if (strangersRunning >= limits.strangersAtOnce) return undefined;
    const [first] = strangers;
    if (!first) return undefined;
    const [address, [turn, ...others]] = first;
    strangers.delete(address);
    if (others.length > 0) strangers.set(address, others);
    return turn;
  };
  const startNext = (): void => {
    if (running >= limits.atOnce) return;
    const turn = familiar.shift() ?? nextStranger();
    if (!turn) return;
    running += 1;
    if (!turn.isFamiliar) strangersRunning += 1;
    turn.start();
  };
  return {
    async run(who, work) {
      if (isFull(who)) {
        // Told late: whoever asks again at once would keep the hub busy with being told.
        if (!who.isFamiliar || hasOwnWaiting(who.person)) await wait(busySeconds * 1000);
        throw new AppError('hub.signInBusy', { retryAfter: busySeconds });
      }
      await new Promise<void>((resolve) => {
        enter({ ...who, start: resolve });
        startNext();
      });
      try {
        return await work();
      } finally {
        running -= 1;
        if (!who.isFamiliar) strangersRunning -= 1;
        startNext();
      }
    },
  };
}
