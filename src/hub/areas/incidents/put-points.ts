import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import type { NewPoint } from '../../../shared/contract/incidents/schemas.ts';
import { type PronePoint, pronePointsRule } from '../../../shared/domain/incidents/storm.ts';
import { readPronePoints } from '../../../shared/kept/storm-rules.ts';
import { putRule } from '../office/put-rule.ts';
import type { SignedIn } from '../session/authenticate.ts';
import type { IncidentDeps } from './incident-deps.ts';

/** The list as a whole: a point whose name stays keeps its id, so that its incident stays the same. Throws `input.invalid` for a name that is there twice. */
export async function putPoints(
  deps: IncidentDeps,
  signedIn: SignedIn,
  asked: readonly NewPoint[],
): Promise<{ points: readonly PronePoint[] }> {
  if (new Set(asked.map(({ name }) => name)).size < asked.length)
    throw new AppError('input.invalid', { fields: { points: 'invalid' } });
  const at = deps.clock.now();
  const points = await deps.store.transaction(async (repositories) => {
    const [rule] = await repositories.office.newest([pronePointsRule]);
    const known = new Map(readPronePoints(rule).map((point) => [point.name, point.pointId]));
    const next = asked.map((point) => ({
      pointId: known.get(point.name) ?? randomUUID(),
      ...point,
    }));
    const body = JSON.stringify({ points: next });
    if (body !== rule?.body)
      await putRule(repositories, signedIn, {
        kind: pronePointsRule,
        body,
        at,
        subject: `${pronePointsRule}:${next.length}`,
      });
    return next;
  });
  deps.changes.notify();
  return { points };
}
