import { splitList } from './grammar.ts';
import type { WireHeader } from './wire-message.ts';

/** 70 proxies at most (RFC 3261 §8.1.1.6), each of which may write two. */
const mostRoutes = 140;

/**
 * The headers without the `Record-Route` lines beyond what a message can have passed: sip.js takes half a millisecond for each entry,
 * and thousands of them fit into a frame. Over a WebSocket nothing of ours goes by them.
 */
export function withoutEndlessRoutes(headers: readonly WireHeader[]): readonly WireHeader[] {
  let routes = 0;
  return headers.filter(({ name, value }) => {
    if (name !== 'record-route') return true;
    routes += splitList(value).length;
    return routes <= mostRoutes;
  });
}
