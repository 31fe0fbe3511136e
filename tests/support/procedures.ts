/** Names of all procedures of a contract, as `auth.signIn`. */
export function proceduresOf(contract: object, prefix = ''): string[] {
  return Object.entries(contract).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null) return [];
    const name = prefix === '' ? key : `${prefix}.${key}`;
    return '~orpc' in value ? [name] : proceduresOf(value, name);
  });
}

/** Calls a procedure by its name; of a stream, the first event is asked for. */
export async function callByName(client: object, name: string, input: unknown): Promise<unknown> {
  // A client is a proxy of functions, each of which is again one.
  const procedure = name
    .split('.')
    .reduce<unknown>((part, key) => Reflect.get(Object(part), key), client);
  if (typeof procedure !== 'function') throw new Error(`no procedure ${name}`);
  const answer: unknown = await Reflect.apply(procedure, undefined, [input]);
  if (typeof answer !== 'object' || answer === null || !(Symbol.asyncIterator in answer)) {
    return answer;
  }
  // oRPC's streams are asynchronous generators.
  const events = answer as unknown as AsyncGenerator<unknown>;
  const { value } = await events.next();
  await events.return(undefined);
  return value;
}
