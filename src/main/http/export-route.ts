import { AppError } from '../../shared/app-error.ts';
import { idSchema } from '../../shared/contract/base-schemas.ts';
import { paths } from '../../shared/contract/http-paths.ts';
import type { User } from '../../shared/domain/session/user.ts';
import { answer } from './security-headers.ts';

/** Passes on what was ordered, as the hub makes it; a page that goes away ends it there. */
export type ExportRoute = (exportId: string) => Promise<Response>;

export function createExportRoute(deps: {
  readonly user: () => User | null;
  /** Asks the hub in the user's name. Throws `hub.*`. */
  readonly fetchFromHub: (path: string, headers: Record<string, string>) => Promise<Response>;
}): ExportRoute {
  return async (exportId) => {
    if (!deps.user()) throw new AppError('hub.sessionExpired');
    const { status, headers, body } = await deps.fetchFromHub(paths.exported(exportId), {});
    return answer(status, body, { 'content-type': headers.get('content-type') ?? '' });
  };
}

/** The export that this path names, or `null`. */
export function matchExportPath(pathname: string): string | null {
  const exportId = /^\/exports\/([0-9a-f-]{36})$/.exec(pathname)?.[1];
  return exportId !== undefined && idSchema.safeParse(exportId).success ? exportId : null;
}
