import type { Clock } from '../../shared/clock.ts';
import type { Problem } from '../../shared/domain/desk/desk-state.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';

/** What is wrong right now and still is. */
export interface Problems {
  /** Raises or updates the problem with this id. `detail` is for support and carries no personal data. */
  raise(problem: {
    problemId: string;
    code: ErrorCode;
    callId?: CallId | null;
    detail?: string;
  }): void;
  clear(problemId: string): void;
  list(): readonly Problem[];
}

/** Logs each problem once when it begins and once when it is over. */
export function createProblems(deps: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onChange: (problems: readonly Problem[]) => void;
}): Problems {
  const problems = new Map<string, Problem>();
  const list = () => [...problems.values()].toSorted((a, b) => a.since - b.since);
  return {
    list,
    raise({ problemId, code, callId = null, detail = '' }) {
      const known = problems.get(problemId);
      if (known?.code === code && known.callId === callId && known.detail === detail) return;
      const since = known?.code === code ? known.since : deps.clock.now();
      problems.set(problemId, { problemId, code, callId, since, detail: detail.slice(0, 400) });
      if (known?.code !== code)
        deps.logger.warn('problem.raised', { problemId, code, callId, detail });
      deps.onChange(list());
    },
    clear(problemId) {
      const known = problems.get(problemId);
      if (!known) return;
      problems.delete(problemId);
      deps.logger.info('problem.cleared', { problemId, code: known.code });
      deps.onChange(list());
    },
  };
}
