import type { Guards } from './http/guards.ts';
import type { HubDatabase, Migrations } from './storage/hub-store.ts';

/** What a subject brings to the hub: how its tables came to be, its repositories, and what it answers. */
export interface HubArea<Repositories extends object, Deps, Routes extends object> {
  readonly migrations?: Migrations;
  repositories(db: HubDatabase): Repositories;
  /** Its part of `hubContract`. */
  routes(guards: Guards, deps: Deps): Routes;
}

/** Areas as one. A missing repository or route does not compile where all of them are used (`hub.ts`, `open-store.ts`). */
export interface HubAreas<Repositories extends object, Deps, Routes extends object> extends HubArea<
  Repositories,
  Deps,
  Routes
> {
  readonly migrations: Migrations;
  and<R extends object, D, A extends object>(
    next: HubArea<R, D, A>,
  ): HubAreas<Repositories & R, Deps & D, Routes & A>;
}

/** Begins a list of areas; each `and` adds one. */
export function area<Repositories extends object, Deps, Routes extends object>(
  first: HubArea<Repositories, Deps, Routes>,
): HubAreas<Repositories, Deps, Routes> {
  return {
    migrations: {},
    ...first,
    and: (next) =>
      area({
        migrations: { ...first.migrations, ...next.migrations },
        repositories: (db) => ({ ...first.repositories(db), ...next.repositories(db) }),
        routes: (guards, deps) => ({
          ...first.routes(guards, deps),
          ...next.routes(guards, deps),
        }),
      }),
  };
}
