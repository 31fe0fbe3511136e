import { afterAll, afterEach, beforeAll, describe, it } from 'vitest';
import { expectLogged, untilTold, untilWorks } from '../../support/desk-proofs.ts';
import { type Stack, startStack } from '../../support/stack.ts';
import { type TrainingLine, startTrainingLine } from '../../support/training-line.ts';

describe('a desk without a usable microphone', () => {
  let line: TrainingLine;
  let stack: Stack | null = null;
  beforeAll(async () => {
    line = await startTrainingLine();
  });
  afterEach(async () => {
    await stack?.stop();
    stack = null;
  });
  afterAll(() => line.pbx.close());

  it.each([
    ['refused', 'deny', 'media.microphoneDenied'],
    ['absent', 'absent', 'media.microphoneAbsent'],
  ] as const)(
    'says that it is %s, registers, and goes on otherwise',
    async (_, microphone, code) => {
      stack = await startStack({ pbx: line.account, browser: { microphone } });
      await stack.signIn();
      await untilTold(stack.desk(), code);
      await stack.phone.getByRole('alert').first().waitFor();
      await untilWorks(stack);
      expectLogged(stack.deskLog(), code, [line.account.secret]);
    },
  );
});
