/** What the hub and another system have said to each other, as it is listed. */

/**
 * With whom: the city platform, the office of 110 linkage, the gateway of short messages, Smart Water, another program with a token of
 * its own. The last two ask the hub (`/open/v1`); nobody is asked by it.
 */
export const exchangeSystems = ['city', 'linkage110', 'sms', 'smartWater', 'client'] as const;
export type ExchangeSystem = (typeof exchangeSystems)[number];

/** Who said it: the other system to us, or we to it. */
export const exchangeDirections = ['in', 'out'] as const;
export type ExchangeDirection = (typeof exchangeDirections)[number];

/**
 * waiting = to be tried again; done = carried out, or known already; refused = read and not wanted, by us or by the other side;
 * unreadable = nobody can tell what it says.
 */
export const exchangeStates = ['waiting', 'done', 'refused', 'unreadable'] as const;
export type ExchangeState = (typeof exchangeStates)[number];
