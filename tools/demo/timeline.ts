/** One step of a demo, as it went. */
export interface TimelineStep {
  /** Stable name, also in the name of its picture. */
  readonly id: string;
  /** For people. */
  readonly step: string;
  readonly ok: boolean;
  /** From the beginning of this step to its end. */
  readonly ms: number;
  /** From the beginning of the demo to the end of this step. */
  readonly atMs: number;
  /** File name of the picture taken at the end of the step, when there is a page to take. */
  readonly screenshot: string | null;
  /** Why it failed. */
  readonly error: string | null;
}

export type StepName = readonly [id: string, step: string];

export interface Timeline {
  readonly steps: readonly TimelineStep[];
  /** Runs one step and notes how it went; a failed step fails the whole demo. */
  step<T>(name: StepName, act: () => Promise<T>): Promise<T>;
}

export interface TimelineOptions {
  readonly monotonicMs: () => number;
  /** Takes a picture under this file name and returns it; `null` when there is nothing to take. Must not throw. */
  readonly takePicture: (fileName: string) => Promise<string | null>;
  readonly onStep: (step: TimelineStep) => void;
}

/** An empty timeline; time 0 is now. */
export function createTimeline({ monotonicMs, takePicture, onStep }: TimelineOptions): Timeline {
  const steps: TimelineStep[] = [];
  const startedAt = monotonicMs();

  async function note([id, step]: StepName, beganAt: number, error: string | null): Promise<void> {
    const endedAt = monotonicMs();
    const noted: TimelineStep = {
      id,
      step,
      ok: error === null,
      ms: Math.round(endedAt - beganAt),
      atMs: Math.round(endedAt - startedAt),
      screenshot: await takePicture(`${String(steps.length + 1).padStart(2, '0')}-${id}.png`),
      error,
    };
    steps.push(noted);
    onStep(noted);
  }

  return {
    steps,
    async step(name, act) {
      const beganAt = monotonicMs();
      try {
        const result = await act();
        await note(name, beganAt, null);
        return result;
      } catch (error) {
        await note(name, beganAt, error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
  };
}
