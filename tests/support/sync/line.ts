import { AppError } from '../../../src/shared/app-error.ts';
import type { News } from '../../../src/shared/contract/replica/hub.ts';
import type { HubClient, HubTransport } from '../../../src/main/hub-client/hub-client.ts';
import type { SyncHub } from './hub.ts';

/** What a line between a desk and the hub does to what goes over it; times are virtual. */
export interface LineFaults {
  readonly random: () => number;
  /** Nothing goes through. */
  isCut: () => boolean;
  /** Out of a hundred: requests or answers that are lost, requests that come twice. */
  lost: () => number;
  doubled: () => number;
}

/** What somebody has broken on purpose, to see that the laws notice it. */
export type Planted = 'none' | 'skippedPage' | 'appliedTwice' | 'lostTombstone' | 'halfFilled';

const longestMs = 3000;
const timeoutMs = 10_000;

/**
 * The way from one desk to the hub, without sockets: every message takes a while of its own, so that they overtake each other; it may
 * be lost on the way there or back, or arrive twice, the second time much later.
 */
export function createLine(
  {
    hub,
    contract,
    planted,
  }: { readonly hub: () => SyncHub; readonly contract: number; readonly planted: Planted },
  faults: LineFaults,
): HubTransport {
  const { random } = faults;
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const some = (percent: number) => random() * 100 < percent;
  const away = () => new AppError('hub.unreachable');

  const send = async <T>(
    ask: () => Promise<T>,
    again: () => Promise<unknown> = ask,
  ): Promise<T> => {
    await wait(random() * longestMs);
    if (faults.isCut() || some(faults.lost())) {
      await wait(timeoutMs);
      throw away();
    }
    // The second copy of a request is answered to nobody.
    if (some(faults.doubled()))
      void wait(random() * 60_000)
        .then(again)
        .catch(() => undefined);
    const answer = await ask();
    await wait(random() * longestMs);
    if (faults.isCut() || some(faults.lost())) throw away();
    return structuredClone(answer);
  };
  const asFaulty = <T extends { changes: { entity: string }[] }>(page: T): T => {
    if (planted === 'skippedPage' && some(20)) return { ...page, changes: [] };
    if (planted !== 'lostTombstone') return page;
    return { ...page, changes: page.changes.filter(({ entity }) => entity !== 'ticketGone') };
  };
  async function* told(watch: AsyncIterator<News>, signal: AbortSignal) {
    let before: News | null = null;
    for (;;) {
      const next = await watch.next();
      if (next.done === true || signal.aborted) return;
      await wait(random() * 200);
      if (faults.isCut() || some(faults.lost())) throw away();
      if (before !== null && some(faults.doubled())) yield before;
      before = structuredClone(next.value);
      if (before.page) before = { ...before, page: asFaulty(before.page) };
      yield before;
    }
  }
  return {
    contract: () => contract,
    client(token) {
      const client = () => hub().client(token, contract);
      const asked = {
        // Whether the hub is there at all: it says so to whoever asks.
        health: () => send(async () => ({ name: 'hotline-hub' as const, now: Date.now() })),
        changes: {
          pull: (input: Parameters<HubClient['changes']['pull']>[0]) =>
            send(async () => asFaulty(await client().changes.pull(input))),
          // A few at once, so that a cut comes in the middle.
          fill: (input: Parameters<HubClient['changes']['fill']>[0]) =>
            send(async () => {
              const isHalf = planted === 'halfFilled';
              const asked = { ...input, limit: isHalf ? 1 : 3 };
              const page = asFaulty(await client().changes.fill(asked));
              return isHalf ? { ...page, next: null } : page;
            }),
          restricted: (input: Parameters<HubClient['changes']['restricted']>[0]) =>
            send(async () => asFaulty(await client().changes.restricted(input))),
        },
        commands: {
          submit: (input: Parameters<HubClient['commands']['submit']>[0]) =>
            send(
              () => client().commands.submit(input),
              () => {
                const commandId =
                  planted === 'appliedTwice' ? crypto.randomUUID() : input.commandId;
                return client().commands.submit({ ...input, commandId });
              },
            ),
        },
      };
      return asked as unknown as HubClient;
    },
    async watchChanges(token, signal) {
      await wait(random() * longestMs);
      if (faults.isCut() || some(faults.lost())) throw away();
      return told(hub().watch(token, contract, signal), signal);
    },
  };
}
