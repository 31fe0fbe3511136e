import { z } from 'zod';
import { callSettingsSchema, phoneConfigSchema } from '../../shared/contract/phone/schemas.ts';
import { type AgentRules, defaultAgentRules } from '../../shared/domain/agents/agent-rules.ts';
import { type CallSettings, defaultCallSettings } from '../../shared/domain/phone/call-settings.ts';
import type { PhoneConfig } from '../../shared/domain/phone/phone-state.ts';
import { fieldFault } from './config-words.ts';
import { judgeAddress } from './judge-address.ts';
import { findJsonFault } from './json-fault.ts';
import { tidyValues } from './tidy-values.ts';

/** `desk.json` as people write it. `allowPlain`: IT takes it upon itself that this way is not encrypted. */
const allowPlain = z.boolean().optional();
const hubSectionSchema = z.strictObject({
  url: z.string().max(400),
  allowPlain,
  /** See `hubKeyFingerprint`; only the hub that has these keys is given anything. */
  keyFingerprint: z
    .string()
    .regex(/^(?:[\s:-]*[0-9a-fA-F]){32}[\s:-]*$/)
    .optional(),
});
/** Judged as an address afterwards, with reasons. */
const address = z.string().max(400);
/** Host name or address with its port: what stands behind the `@` of a SIP address (RFC 3261 §25.1). */
const domain =
  /^(?:[0-9A-Za-z](?:[0-9A-Za-z._-]{0,252}[0-9A-Za-z])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
/** RFC 7064, RFC 7065. What a browser refuses here would end every call before it begins. */
const iceServer = z
  .strictObject({
    urls: z
      .string()
      .max(255)
      .regex(/^(?:stun|turn)s?:[0-9A-Za-z[][^\s/@]*$/i),
    username: z.string().max(255).optional(),
    credential: z.string().max(255).optional(),
  })
  .refine(({ urls, username, credential }) => !/^turn/i.test(urls) || (username && credential));
const pbxSectionSchema = phoneConfigSchema
  .extend({
    iceServers: z.array(iceServer).readonly(),
    serverUrl: address,
    fallbackUrls: z.array(address).max(4).readonly(),
    domain: z.string().regex(domain),
    secret: z.string().max(256),
    calling: callSettingsSchema.partial(),
    allowPlain,
  })
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
  readonly code:
    | 'config.unreadable'
    | 'config.incomplete'
    | 'config.plainRefused'
    | 'config.plainConnection';
  /** Where and why, never a value: `pbx.serverUrl：不是完整的地址`. */
  readonly detail: string;
}

export interface DeskConfig {
  readonly hub: {
    readonly url: string;
    readonly keyFingerprint?: string | undefined;
  } | null;
  readonly pbx: PbxSection | null;
  readonly desk: { readonly port?: number | undefined };
  readonly agent: AgentRules;
  readonly faults: readonly ConfigFault[];
}

/** Reads the text of `desk.json`; `null` = there is no such file. Never throws: what is wrong is in `faults`. */
export function parseDeskConfig(text: string | null): DeskConfig {
  if (text === null)
    return faulty({
      section: 'file',
      code: 'config.incomplete',
      detail: 'desk.json：没有这个文件',
    });
  const content = text.replace(/^\uFEFF/, '');
  const why = whyNoObject(content);
  if (why !== null)
    return faulty({ section: 'file', code: 'config.unreadable', detail: `desk.json：${why}` });
  const file = fileSchema.parse(tidyValues(JSON.parse(content)));
  const stranger = Object.keys(file).find((key) => !['hub', 'pbx', 'desk', 'agent'].includes(key));
  const hub = judged('hub', readSection('hub', hubSectionSchema, file['hub']), {
    addresses: ({ url }) => [['url', url]],
    schemes: { plain: 'http', safe: 'https' },
  });
  const pbx = judged('pbx', readSection('pbx', pbxSectionSchema, file['pbx']), {
    addresses: ({ serverUrl, fallbackUrls = [] }) => [
      ['serverUrl', serverUrl],
      ...fallbackUrls.map((url, at) => [`fallbackUrls.${at}`, url] as const),
    ],
    schemes: { plain: 'ws', safe: 'wss' },
  });
  const desk = readSection('desk', deskSectionSchema, file['desk'] ?? {});
  const agent = readSection('agent', agentSectionSchema, file['agent'] ?? {});
  const faults = [hub, pbx, desk, agent].flatMap((section) =>
    section.fault ? [section.fault] : [],
  );
  if (stranger !== undefined) {
    faults.push({
      section: 'file',
      code: 'config.unreadable',
      detail: `${stranger.slice(0, 40)}：没有这样的一节，只有 hub、pbx、desk、agent 四节`,
    });
  }
  return {
    hub: hub.value && { ...hub.value, url: new URL(hub.value.url).href },
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

const fileSchema = z.record(z.string(), z.unknown());

function whyNoObject(text: string): string | null {
  if (text.trim() === '') return '文件是空的';
  const fault = findJsonFault(text);
  if (fault) return `第 ${fault.line} 行：${fault.why}`;
  return fileSchema.safeParse(JSON.parse(text)).success ? null : '最外层应是一对花括号 { }';
}

/** What a section's addresses are worth: one that is not encrypted stands only where IT has said so, and is told for good. */
function judged<T extends { readonly allowPlain?: boolean | undefined }>(
  section: 'hub' | 'pbx',
  read: { value: T | null; fault: ConfigFault | null },
  {
    addresses,
    schemes,
  }: {
    addresses: (value: T) => readonly (readonly [string, string])[];
    schemes: Parameters<typeof judgeAddress>[1];
  },
): { value: T | null; fault: ConfigFault | null } {
  const { value } = read;
  if (value === null) return read;
  let plain: string | null = null;
  for (const [name, url] of addresses(value)) {
    const verdict = judgeAddress(url, schemes);
    if (verdict.kind === 'unfit') {
      const detail = `${section}.${name}：${verdict.why}`;
      return { value: null, fault: { section, code: 'config.unreadable', detail } };
    }
    if (verdict.kind === 'plain') plain ??= `${section}.${name}：没有加密（${schemes.plain}://）`;
  }
  if (plain === null) return read;
  return value.allowPlain === true
    ? { value, fault: { section, code: 'config.plainConnection', detail: plain } }
    : { value: null, fault: { section, code: 'config.plainRefused', detail: plain } };
}

/** So many faults of a section are named at a time. */
const faultsAtOnce = 3;

function readSection<T>(
  section: 'hub' | 'pbx' | 'desk' | 'agent',
  schema: z.ZodType<T>,
  value: unknown,
): { value: T | null; fault: ConfigFault | null } {
  if (value === undefined) {
    return {
      value: null,
      fault: { section, code: 'config.incomplete', detail: `${section}：没有这一节` },
    };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, fault: null };
  const found = parsed.error.issues.map((issue) => fieldFault(section, issue, value));
  const code = found.every(({ isMissing }) => isMissing)
    ? 'config.incomplete'
    : 'config.unreadable';
  const detail = found
    .slice(0, faultsAtOnce)
    .map(({ text }) => text)
    .join('；');
  return { value: null, fault: { section, code, detail } };
}
