import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tellEnd } from '../src/shared/node/command-line.ts';
import { createLogger } from '../src/shared/node/logger.ts';
import { hasDisplay } from './browser.ts';
import type { DemoOutcome } from './demo/archive-story.ts';
import { type DemoOptions, parseDemoOptions } from './demo/demo-options.ts';
import { type DemoPlace, prepareDemoPlace } from './demo/demo-place.ts';
import { type DemoWorld, startDemoWorld } from './demo/demo-world.ts';
import { playHeadless } from './demo/headless-story.ts';
import { type Timeline, type TimelineStep, createTimeline } from './demo/timeline.ts';
import { playVisible } from './demo/visible-story.ts';
import { type CleanUp, createCleanUp } from './launch/clean-up.ts';

/**
 * `npm run demo [-- --headless] [--pbx training|asterisk] [--city] [--output DIR]`: the main job, end to end. Prints a timeline,
 * writes `demo-report.json`, a picture per step and the recording into `demo-output`. Exit code 0 only if every step held.
 */
const root = join(import.meta.dirname, '..');
const say = (line: string): void => console.log(`[demo] ${line}`);

process.exit(
  await Promise.try(() => demo(parseDemoOptions(process.argv.slice(2), root))).catch(tellEnd),
);

async function demo(options: DemoOptions): Promise<number> {
  if (!options.headless && !hasDisplay(process.platform, process.env)) {
    say('没有图形界面，打不开窗口：请改用 npm run demo -- --headless');
    return 2;
  }
  const place = prepareDemoPlace(options.outputFolder);
  const cleanUp = createCleanUp((name, error) => say(`${name} 未正常停止：${String(error)}`));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void cleanUp.run().finally(() => process.exit(130)));
  }
  let world: DemoWorld | null = null;
  const timeline = createTimeline({
    monotonicMs: () => performance.now(),
    takePicture: (name) => takePicture(world, place, name),
    onStep: printStep,
  });
  let outcome: DemoOutcome | null = null;
  let failure: string | null = null;
  try {
    world = await startWorld(options, place, timeline, cleanUp);
    const deps = { root, world, place, timeline };
    if (options.headless) outcome = await playHeadless(deps);
    else await playVisible(deps, say);
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  await cleanUp.run();
  const { pbx, headless } = options;
  const report = { ok: failure === null, failure, pbx, headless, outcome, steps: timeline.steps };
  writeFileSync(place.reportFile, `${JSON.stringify(report, null, 2)}\n`);
  if (outcome !== null) say(`录音：${outcome.recordingFile}`);
  if (failure !== null) say(`未完成：${failure}。日志在 ${join(place.folder, 'logs')}`);
  else say(`全部步骤通过。报告：${place.reportFile}`);
  return failure === null ? 0 : 1;
}

function startWorld(
  options: DemoOptions,
  place: DemoPlace,
  timeline: Timeline,
  cleanUp: CleanUp,
): Promise<DemoWorld> {
  const logFile = place.logFile('pbx');
  const logger = createLogger({ stream: { write: (line) => appendFileSync(logFile, line) } });
  return startDemoWorld({ root, options, place, timeline, cleanUp, logger, announce: say });
}

/** The page that the step is about, as it is now; `null` while there is none, or when it cannot be taken. */
async function takePicture(
  world: DemoWorld | null,
  place: DemoPlace,
  name: string,
): Promise<string | null> {
  try {
    if (world === null) return null;
    await world.pages.shown().screenshot({ path: place.pictureFile(name) });
    return name;
  } catch {
    return null;
  }
}

function printStep({ step, ok, ms, atMs, error }: TimelineStep): void {
  const why = error === null ? '' : `：${error}`;
  console.log(`${ok ? '✓' : '✗'} ${String(atMs).padStart(7)} ms  ${step}（${ms} ms）${why}`);
}
