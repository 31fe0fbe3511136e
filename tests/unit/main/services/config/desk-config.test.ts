import { describe, expect, it } from 'vitest';
import { parseDeskConfig } from '../../../../../src/main/services/config/desk-config.ts';

const pbx = { serverUrl: 'wss://pbx.test/ws', domain: 'pbx.test', extension: '8001' };
const hub = { url: 'https://hub.test' };
const parse = (changes: object) => parseDeskConfig(JSON.stringify({ hub, pbx, ...changes }));

describe('parseDeskConfig', () => {
  it.each([
    ['hub', { hub: { url: 'http://10.0.0.5:8700' } }, 'hub.url：没有加密（http://）'],
    ['pbx', { pbx: { ...pbx, serverUrl: 'ws://10.0.0.6/ws' } }, 'pbx.serverUrl：没有加密（ws://）'],
    [
      'pbx',
      { pbx: { ...pbx, fallbackUrls: ['wss://b.test', 'ws://b.test'] } },
      'pbx.fallbackUrls.1：没有加密（ws://）',
    ],
  ] as const)('refuses a way of %s that is not encrypted', (section, changes, detail) => {
    const config = parse(changes);
    expect(config[section]).toBeNull();
    expect(config.faults).toEqual([{ section, code: 'config.plainRefused', detail }]);
  });

  it('takes it where IT says so, and keeps saying it', () => {
    const config = parse({ hub: { url: 'http://10.0.0.5:8700', allowPlain: true } });
    expect(config.hub?.url).toBe('http://10.0.0.5:8700/');
    expect(config.faults).toMatchObject([{ section: 'hub', code: 'config.plainConnection' }]);
  });

  it('says path and reason in Chinese, and never the value', () => {
    const faults = [
      ...parse({ hub: { url: 'https://user:geheim@hub.test' } }).faults,
      ...parse({ pbx: { ...pbx, domain: '', secret: 'geheim' } }).faults,
      ...parse({ agent: { breakMinutes: 'geheim' } }).faults,
      ...parse({ hub: { ...hub, keyFingerprint: 'geheim' } }).faults,
    ];
    expect(faults.map(({ detail }) => detail.split('：')[0])).toEqual([
      'hub.url',
      'pbx.domain',
      'agent.breakMinutes',
      'hub.keyFingerprint',
    ]);
    for (const { detail } of faults) {
      expect(detail).toMatch(/[\u4e00-\u9fff]/);
      expect(detail).not.toContain('geheim');
    }
  });
});
