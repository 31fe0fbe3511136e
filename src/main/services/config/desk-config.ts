import { z } from 'zod';
import { callSettingsSchema, phoneConfigSchema } from '../../../shared/contract/phone-schemas.ts';
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
const deskSectionSchema = z.strictObject({ port: z.int().min(0).max(65_535).optional() });

export type PbxSection = z.infer<typeof pbxSectionSchema>;

/** One thing that is wrong with the file. Each section stands alone, so that tickets work without a PBX. */
export interface ConfigFault {
  readonly section: 'file' | 'hub' | 'pbx' | 'desk';
  readonly code: 'config.unreadable' | 'config.incomplete';
  /** Where and why, never a value: `pbx.serverUrl: Invalid URL`. */
  readonly detail: string;
}

export interface DeskConfig {
  readonly hub: { readonly url: string } | null;
  readonly pbx: PbxSection | null;
  readonly desk: { readonly port?: number | undefined };
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
  const stranger = Object.keys(file).find((key) => !['hub', 'pbx', 'desk'].includes(key));
  const hub = readSection('hub', hubSectionSchema, file['hub']);
  const pbx = readSection('pbx', pbxSectionSchema, file['pbx']);
  const desk = readSection('desk', deskSectionSchema, file['desk'] ?? {});
  const faults = [hub, pbx, desk].flatMap((section) => (section.fault ? [section.fault] : []));
  if (stranger !== undefined) {
    faults.push({
      section: 'file',
      code: 'config.unreadable',
      detail: `unknown section ${stranger.slice(0, 40)}`,
    });
  }
  return { hub: hub.value, pbx: pbx.value, desk: desk.value ?? {}, faults };
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
    sessionExpiresSeconds: pbx.sessionExpiresSeconds ?? 120,
    calling: callSettingsOf(pbx),
  };
}

/** How this office dials, complete with defaults. */
export function callSettingsOf(pbx: PbxSection): CallSettings {
  const given = Object.entries(pbx.calling ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaultCallSettings, ...Object.fromEntries(given) };
}

function faulty(fault: ConfigFault): DeskConfig {
  return { hub: null, pbx: null, desk: {}, faults: [fault] };
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
  section: 'hub' | 'pbx' | 'desk',
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
