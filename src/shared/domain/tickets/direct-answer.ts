import type { Citation } from './ticket.ts';

/**
 * Does what the answer cites stand against 直接解答? It does when every cited entry needs somebody to act first. A citation
 * that says nothing about it (of an entry or a command of before contract 2) stands against nothing.
 */
export function needsHandling(citations: readonly Citation[]): boolean {
  return citations.length > 0 && citations.every(({ direct }) => direct === false);
}
