import { randomUUID } from 'node:crypto';
import { AppError } from '../../../shared/app-error.ts';
import { boardOf, unlistedOf } from '../../../shared/domain/incidents/incident.ts';
import {
  type Storm,
  type StormLevel,
  type StormWords,
  stormRule,
} from '../../../shared/domain/incidents/storm.ts';
import { readStorm } from '../../../shared/kept/storm-rules.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { putRule } from '../office/put-rule.ts';
import type { IncidentDeps } from './incident-deps.ts';

/** A new storm, or another level or reason of the one that runs; the same again changes nothing. */
export async function startStorm(
  deps: IncidentDeps,
  signedIn: SignedIn,
  { level, reason }: { readonly level: StormLevel; readonly reason: string },
): Promise<Storm> {
  const at = deps.clock.now();
  const storm = await deps.store.transaction(async (repositories) => {
    const now = await stormNow(repositories);
    if (now?.isOn && now.level === level && now.reason === reason) return now;
    const of = now?.isOn ? now : { stormId: randomUUID(), startedAt: at };
    const { stormId, startedAt } = of;
    return setStorm(repositories, signedIn, {
      words: { isOn: true, level, reason, stormId, startedAt },
      at,
    });
  });
  deps.changes.notify();
  return storm;
}

/** See `incidentsHubContract.endStorm`. */
export async function endStorm(
  deps: IncidentDeps,
  signedIn: SignedIn,
): Promise<{ storm: Storm; owed: number }> {
  const at = deps.clock.now();
  const ended = await deps.store.transaction(async (repositories) => {
    const now = await stormNow(repositories);
    if (!now?.isOn) throw new AppError('storm.notOn');
    const { incidents } = repositories;
    const { level, reason, stormId, startedAt } = now;
    const rows = boardOf(
      await incidents.ofStorm(stormId),
      await incidents.callersOf(stormId),
      stormId,
    );
    if (unlistedOf(rows).length > 0) throw new AppError('storm.callersOpen');
    const words = { isOn: false, level, reason, stormId, startedAt };
    const storm = await setStorm(repositories, signedIn, { words, at });
    return { storm, owed: rows.reduce((sum, { owed }) => sum + owed.length, 0) };
  });
  deps.changes.notify();
  return ended;
}

async function stormNow({ office }: Pick<HubRepositories, 'office'>): Promise<Storm | null> {
  const [rule] = await office.newest([stormRule]);
  const storm = readStorm(rule);
  // What a newer program wrote and this one cannot read is not written over.
  if (rule && storm === null) throw new AppError('storage.damaged');
  return storm;
}

async function setStorm(
  repositories: HubRepositories,
  signedIn: SignedIn,
  { words, at }: { readonly words: StormWords; readonly at: number },
): Promise<Storm> {
  const subject = `${stormRule}:${words.isOn ? words.level : 'off'}`;
  const { version, byWorkNo } = await putRule(repositories, signedIn, {
    kind: stormRule,
    body: JSON.stringify(words),
    at,
    subject,
  });
  return { ...words, version, byWorkNo, at };
}
