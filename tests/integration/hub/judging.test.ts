import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  type JudgingClock,
  createJudgingClock,
} from '../../../src/hub/areas/knowledge/judging-clock.ts';
import { openStore } from '../../../src/hub/open-store.ts';
import { createKnowledge } from '../../../src/hub/seed/create-knowledge.ts';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import { figuresOf, judge } from '../../../src/shared/domain/knowledge/judged.ts';
import { createChineseWords } from '../../../src/shared/node/search/chinese-words.ts';
import { type SignedInDesk, codeOf, signInAt } from '../../support/hub-client.ts';
import { testSeed } from '../../support/hub-values.ts';
import { judged } from '../../support/knowledge/judged.ts';
import { knowledgeStore } from '../../support/knowledge/knowledge-store.ts';
import { silentLogger } from '../../support/silent-logger.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const entries = createKnowledge(Date.UTC(2026, 5, 1));
const questions = judged.office.map(({ q, ids }) => ({ question: q, entryNos: ids }));
const judgingWorker = new URL(
  '../../../src/hub/areas/knowledge/judging-worker.ts',
  import.meta.url,
);
const dayMs = 86_400_000;

let hub: RunningHub;
let lead: SignedInDesk;
let store: HubStore;
let nights: JudgingClock;
beforeEach(async () => {
  hub = await startTestHub({ ...testSeed(), knowledge: entries });
  lead = await signInAt(hub.url(), '2001');
  store = await openStore(join(hub.dataFolder, 'hub.db'));
  nights = createJudgingClock({ store, clock: hub.clock, logger: silentLogger, judgingWorker });
});
afterEach(async () => {
  await nights.close();
  await store.close();
  await hub.stop();
});

it('each night the hub asks the office’s questions, answers as a desk does, and says what fell', async () => {
  const { knowledge } = lead.client;
  // Without a question there is no night.
  expect(await nights.round()).toBe(false);
  await knowledge.putJudged({ judged: { questions }, seen: 0 });
  expect(await nights.round()).toBe(true);
  expect(await nights.round()).toBe(false);
  const [run] = (await knowledge.judgedRuns()).runs;
  const desk = knowledgeStore(createChineseWords(), entries);
  const answers = questions.map((asked) =>
    judge(
      asked,
      desk.searchKnowledge(asked.question, 10, hub.clock.now()).map(({ entry }) => entry.entryNo),
    ),
  );
  expect(run).toMatchObject({ fell: [], figures: figuresOf(answers) });
  expect(run?.places).toEqual(answers.map(({ question, place }) => ({ question, place })));
  expect(run?.figures.recall5).toBeGreaterThanOrEqual(0.95);

  // The entry that answers 水管冻住了 is no longer what it was.
  const gone = entries.find(({ entryNo }) => entryNo === 'K-0109');
  await store.transaction(async (repositories) => {
    if (!gone) return;
    await repositories.knowledge.add({
      ...gone,
      version: gone.version + 1,
      validUntil: hub.clock.now(),
    });
  });
  hub.clock.advance(dayMs);
  expect(await nights.round()).toBe(true);
  const later = await signInAt(hub.url(), '2001');
  const { runs } = await later.client.knowledge.judgedRuns();
  expect(runs).toHaveLength(2);
  expect(runs.at(-1)?.fell).toContain('水管冻住了');
  expect(runs.at(-1)?.figures.recall5).toBeLessThan(run?.figures.recall5 ?? 0);
  const agent = await signInAt(hub.url(), '1001');
  expect(await codeOf(agent.client.knowledge.judgedRuns())).toBe('hub.forbidden');
});

it('a hub that stops in the middle of a night’s run ends its process: nothing is kept, and the next night asks again', async () => {
  await lead.client.knowledge.putJudged({ judged: { questions }, seen: 0 });
  for (const afterMs of [0, 5, 20, 40, 80]) {
    const one = createJudgingClock({
      store,
      clock: hub.clock,
      logger: silentLogger,
      judgingWorker,
    });
    const round = one.round();
    await setTimeout(afterMs);
    await one.close();
    expect(await round).toBe(false);
  }
  expect((await lead.client.knowledge.judgedRuns()).runs).toEqual([]);
  expect(await nights.round()).toBe(true);
});
