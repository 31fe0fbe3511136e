/**
 * The client whose procedures stay the same functions. oRPC makes another one at each look at it, and a page's effects depend on
 * them: with a new one at each drawing they would begin anew without end.
 */
export function steady<Client extends object>(client: Client): Client {
  const seen = new Map<string, object>();
  return new Proxy(client, {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof name !== 'string' || typeof value !== 'function') return value;
      const known = seen.get(name) ?? steady(value);
      seen.set(name, known);
      return known;
    },
  });
}
