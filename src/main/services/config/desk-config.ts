import { z } from 'zod';
import { callSettingsSchema, phoneConfigSchema } from '../../../shared/contract/phone-schemas.ts';
import { type AgentRules, defaultAgentRules } from '../../../shared/domain/agent-rules.ts';
import { type CallSettings, defaultCallSettings } from '../../../shared/domain/call-settings.ts';
import type { PhoneConfig } from '../../../shared/domain/phone-state.ts';

/** `desk.json` as people write it. */
const hubSectionSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });
const pbxSectionSchema = phoneConfigSchema
  .extend({ secret: z.string().max(256), calling: callSettingsSchema.partial() })
  .partial({
    secret: true,
    displayName: true,
    iceServers: true,
    registerExpiresSeconds: true,
    dtmf: true,
    fallbackUrls: true,
    answerMedia: true,
    sessionExpiresSeconds: true,
    calling: true,
  });
const seconds = z.int().min(1).max(86_400);
const agentSectionSchema = z.strictObject({
  afterCallSeconds: seconds.optional(),
  extendSeconds: seconds.optional(),
  breakMinutes: z.int().min(1).max(480).optional(),
  mealMinutes: z.int().min(1).max(480).optional(),
  missedRings: z.int().min(1).max(20).optional(),
  shortRingSeconds: seconds.optional(),
});
const deskSectionSchema = z.strictObject({ port: z.int().min(0).max(65_535).optional() });

export type PbxSection = z.infer<typeof pbxSectionSchema>;

/** One thing that is wrong with the file. Each section stands alone, so that tickets work without a PBX. */
export interface ConfigFault {
  readonly section: 'file' | 'hub' | 'pbx' | 'desk' | 'agent';
  readonly code: 'config.unreadable' | 'config.incomplete';
  /** Where and why, never a value: `pbx.serverUrl: Invalid URL`. */
  readonly detail: string;
}

export interface DeskConfig {
  readonly hub: { readonly url: string } | null;
  readonly pbx: PbxSection | null;
  readonly desk: { readonly port?: number | undefined };
  readonly agent: AgentRules;
  readonly faults: readonly ConfigFault[];
}

/** Reads the text of `desk.json`; `null` = there is no such file. Never throws: what is wrong is in `faults`. */
export function parseDeskConfig(text: string | null): DeskConfig {
  if (text === null)
    return faulty({ section: 'file', code: 'config.incomplete', detail: 'desk.json not found' });
  const file = parseObject(text);
  if (file === null)
    return faulty({
      section: 'file',
      code: 'config.unreadable',
      detail: 'desk.json is not a JSON object',
    });
  const stranger = Object.keys(file).find((key) => !['hub', 'pbx', 'desk', 'agent'].includes(key));
  const hub = readSection('hub', hubSectionSchema, file['hub']);
  const pbx = readSection('pbx', pbxSectionSchema, file['pbx']);
  const desk = readSection('desk', deskSectionSchema, file['desk'] ?? {});
  const agent = readSection('agent', agentSectionSchema, file['agent'] ?? {});
  const faults = [hub, pbx, desk, agent].flatMap((section) =>
    section.fault ? [section.fault] : [],
  );
  if (stranger !== undefined) {
    faults.push({
      section: 'file',
      code: 'config.unreadable',
      detail: `unknown section ${stranger.slice(0, 40)}`,
    });
  }
  return {
    hub: hub.value,
    pbx: pbx.value,
    desk: desk.value ?? {},
    agent: agentRulesOf(agent.value ?? {}),
    faults,
  };
}

/** The account for the phone page, complete with defaults. */
export function phoneConfigOf(pbx: PbxSection, secret: string, displayName: string): PhoneConfig {
  return {
    serverUrl: pbx.serverUrl,
    domain: pbx.domain,
    extension: pbx.extension,
    secret,
    displayName: pbx.displayName ?? displayName,
    iceServers: pbx.iceServers ?? [],
    registerExpiresSeconds: pbx.registerExpiresSeconds ?? 300,
    dtmf: pbx.dtmf ?? 'rfc4733',
    fallbackUrls: pbx.fallbackUrls ?? [],
    answerMedia: pbx.answerMedia ?? 'early',
    sessionExpiresSeconds: pbx.sessionExpiresSeconds ?? 240,
    calling: callSettingsOf(pbx),
  };
}

/** How this office dials, complete with defaults. */
export function callSettingsOf(pbx: PbxSection): CallSettings {
  const given = Object.entries(pbx.calling ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaultCallSettings, ...Object.fromEntries(given) };
}

function agentRulesOf(given: z.infer<typeof agentSectionSchema>): AgentRules {
  const rules = defaultAgentRules;
  const ms = (value: number | undefined, unitMs: number, otherwise: number) =>
    value === undefined ? otherwise : value * unitMs;
  return {
    afterCallMs: ms(given.afterCallSeconds, 1000, rules.afterCallMs),
    extendMs: ms(given.extendSeconds, 1000, rules.extendMs),
    breakMs: ms(given.breakMinutes, 60_000, rules.breakMs),
    mealMs: ms(given.mealMinutes, 60_000, rules.mealMs),
    missedRings: given.missedRings ?? rules.missedRings,
    shortRingMs: ms(given.shortRingSeconds, 1000, rules.shortRingMs),
  };
}

function faulty(fault: ConfigFault): DeskConfig {
  return { hub: null, pbx: null, desk: {}, agent: defaultAgentRules, faults: [fault] };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const parsed = z
      .record(z.string(), z.unknown())
      .safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

function readSection<T>(
  section: 'hub' | 'pbx' | 'desk' | 'agent',
  schema: z.ZodType<T>,
  value: unknown,
): { value: T | null; fault: ConfigFault | null } {
  if (value === undefined) {
    return {
      value: null,
      fault: { section, code: 'config.incomplete', detail: `${section}: missing` },
    };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, fault: null };
  const issue = parsed.error.issues[0];
  const path = [section, ...(issue?.path ?? [])].join('.');
  const missing =
    issue?.code === 'invalid_type' && issue.input === undefined && /undefined/.test(issue.message);
  const code = missing ? 'config.incomplete' : 'config.unreadable';
  return {
    value: null,
    fault: { section, code, detail: `${path}: ${issue?.message ?? 'invalid'}` },
  };
}
