import { useEffect, useState } from 'react';
import { useStores } from './desk-context.ts';

/** So long nothing is typed before this desk is asked; a pop is painted long before. */
const pauseMs = 400;

export interface Asked<Answer> {
  /** Whose typing it is: no answer is shown for another. */
  readonly of: string;
  /** All that is asked with; `null` = nothing is asked. */
  readonly key: string | null;
  readonly none: Answer;
  ask(): Promise<Answer>;
}

/** What this desk says to what is being typed, some time after the last letter. What fails says nothing, and hinders nobody. */
export function useAsked<Answer>({ of, key, none, ask }: Asked<Answer>): Answer {
  const { deps } = useStores();
  const [told, setTold] = useState<{ readonly of: string; readonly answer: Answer } | null>(null);
  useEffect(() => {
    if (key === null) return undefined;
    let isWanted = true;
    const tell = async () => {
      try {
        const answer = await ask();
        if (isWanted) setTold({ of, answer });
      } catch {
        // A hint that does not come hinders nobody.
      }
    };
    const cancel = deps.schedule(() => void tell(), pauseMs);
    return () => {
      isWanted = false;
      cancel();
    };
    // `key` says all that is asked with.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [deps, of, key]);
  return key !== null && told?.of === of ? told.answer : none;
}
