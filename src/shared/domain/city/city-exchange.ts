/** What the hub and the city platform have said to each other, as it is listed. */

/** Who said it: the city to us, or we to the city. */
export const exchangeDirections = ['in', 'out'] as const;
export type ExchangeDirection = (typeof exchangeDirections)[number];

/**
 * waiting = to be tried again; done = carried out, or known already; refused = read and not wanted, by us or by the city;
 * unreadable = nobody can tell what it says.
 */
export const exchangeStates = ['waiting', 'done', 'refused', 'unreadable'] as const;
export type ExchangeState = (typeof exchangeStates)[number];
