/** Nobody works longer without the hub; what is said to be older is not believed. */
const longestOfflineMs = 7 * 24 * 3_600_000;

/**
 * The time at which a desk's command counts as done: what the desk says, as long as that lies between what is known to
 * have come before and now; else now. An hours-old command of a desk that was offline keeps its time, a clock that is
 * wrong or turned back moves nothing. Epoch milliseconds.
 *
 * @param notBefore the ticket's last change, the same agent's last accepted command of that desk; `null` = there is none
 */
export function countedTime(
  saidAt: number,
  { notBefore, now }: { readonly notBefore: readonly (number | null)[]; readonly now: number },
): number {
  const earliest = Math.max(now - longestOfflineMs, ...notBefore.map((at) => at ?? 0));
  return saidAt >= earliest && saidAt <= now ? saidAt : now;
}
