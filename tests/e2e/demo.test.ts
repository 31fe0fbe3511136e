import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runCaptured } from '../../tools/run-captured.ts';

const reportSchema = z.object({
  ok: z.boolean(),
  failure: z.string().nullable(),
  outcome: z.object({
    ticketNo: z.string(),
    recordingFile: z.string(),
    sound: z.object({
      durationMs: z.number(),
      agentSoundMs: z.number(),
      citizenSoundMs: z.number(),
    }),
  }),
  steps: z.array(z.object({ id: z.string(), ok: z.boolean(), screenshot: z.string().nullable() })),
});

const root = join(import.meta.dirname, '..', '..');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hotline-demo-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run demo -- --headless', () => {
  it(
    'plays the main job from ring to receipt, a dispatch of the city to its end, and a storm, through the real pages',
    { timeout: 300_000 },
    async () => {
      const args = [join(root, 'tools/demo.ts'), '--headless', '--output', folder];
      const { code, output } = await runCaptured(process.execPath, args, { cwd: root });
      expect(output).not.toContain('✗');
      expect(code).toBe(0);
      const report = reportSchema.parse(
        JSON.parse(readFileSync(join(folder, 'demo-report.json'), 'utf8')),
      );
      expect(report).toMatchObject({ ok: true, failure: null });
      expect(report.steps.map(({ id }) => id)).toEqual([
        'browser',
        'build',
        'city',
        'hub',
        'pbx',
        'desk-host',
        'windows',
        'signed-in',
        'registered',
        'ready',
        'synced',
        'citizen-calls',
        'popped',
        'answered',
        'recording',
        'talking',
        'second-calls',
        'second-answered',
        'second-chosen',
        'second-talking',
        'swapped',
        'close-refused',
        'searched',
        'answer-inserted',
        'fields-filled',
        'saved',
        'urged',
        'hung-up',
        'second-back',
        'second-hung-up',
        'result-given',
        'archived',
        'ticket-checked',
        'sound-checked',
        'lead-listens',
        'city-dispatches',
        'agent-back',
        'signed',
        'screened',
        'screened-result',
        'assigned',
        'department-signs',
        'department-contacts',
        'department-applies',
        'application-judged',
        'application-confirmed',
        'city-answers',
        'application-explained',
        'department-reports',
        'audited',
        'called-back',
        'replied',
        'city-confirms',
        'course-closed',
        'storm-begins',
        'storm-agent',
        'storm-caller-1',
        'storm-caller-2',
        'storm-caller-3',
        'storm-lead',
        'storm-merged',
        'storm-listed',
        'storm-ends',
      ]);
      const pictures = report.steps.flatMap(({ screenshot }) => screenshot ?? []);
      expect(pictures).toHaveLength(report.steps.length - 7);
      for (const file of pictures) expect(statSync(join(folder, file)).size).toBeGreaterThan(5000);
      expect(statSync(report.outcome.recordingFile).size).toBeGreaterThan(5000);
    },
  );
});
