import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendAndReset } from '../../support/raw-client.ts';
import { type TrainingProcess, startTrainingProcess } from '../../support/training-process.ts';

describe('the port of the training PBX', () => {
  let pbx: TrainingProcess;
  beforeAll(async () => {
    pbx = await startTrainingProcess();
  });
  afterAll(() => pbx.stop());

  it('outlives upgrades that are reset before they are answered', async () => {
    const upgrade =
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    for (let tries = 0; tries < 300; tries += 1) {
      expect(await sendAndReset(pbx.port, upgrade), `after ${tries} tries`).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, tries % 8));
    }
    expect(pbx.exited(), pbx.log()).toBeNull();
  });
});
