/**
 * The shape in which services see the database. Query modules (`*-queries.ts`) are plain synchronous functions over one
 * better-sqlite3 connection inside the storage worker; everybody else gets the same functions as promises.
 */
export type Async<Api> = {
  readonly [Name in keyof Api]: Api[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Result>
    : never;
};
