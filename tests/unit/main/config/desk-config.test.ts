import { describe, expect, it } from 'vitest';
import { parseDeskConfig } from '../../../../src/main/config/desk-config.ts';

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

  it.each([
    ['', 'desk.json：文件是空的'],
    ['\uFEFF \n', 'desk.json：文件是空的'],
    ['[]', 'desk.json：最外层应是一对花括号 { }'],
    ['{\n"hub": {},\n}', 'desk.json：第 2 行：“}” 前面多了一个逗号，请删去'],
    ['{\n\n// hub\n"hub": {}}', 'desk.json：第 3 行：这里写了注释，本文件不能写注释，请删去'],
  ])('says of the file %j: %s', (text, detail) => {
    expect(parseDeskConfig(text).faults).toEqual([
      { section: 'file', code: 'config.unreadable', detail },
    ]);
  });

  it.each([
    [{ pbx: { ...pbx, domain: 'wss://pbx.test/ws' } }, 'pbx.domain：只填域名或 IP 地址'],
    [{ pbx: { ...pbx, domain: 'pbx. test' } }, 'pbx.domain：只填域名或 IP 地址'],
    [{ pbx: { ...pbx, domain: '8001@pbx.test' } }, 'pbx.domain：只填域名或 IP 地址'],
    [{ pbx: { ...pbx, domain: ' ' } }, 'pbx.domain：只填域名或 IP 地址'],
    [{ pbx: { ...pbx, domain: undefined } }, 'pbx.domain：没有填写，请补上：只填域名或 IP 地址'],
    [{ pbx: { ...pbx, extension: 8001 } }, 'pbx.extension：只能是字母、数字、点、下划线和短横'],
    [{ pbx: { ...pbx, extension: '80 01' } }, 'pbx.extension：只能是字母、数字、点、下划线和短横'],
    [
      { pbx: { ...pbx, serverUrl: 'pbx.test' } },
      'pbx.serverUrl：不是完整的地址，应像 wss://主机名/路径',
    ],
    [{ pbx: { ...pbx, serverUrl: 'https://pbx.test' } }, 'pbx.serverUrl：应以 wss:// 开头'],
    [{ pbx: { ...pbx, serverUrl: 5 } }, 'pbx.serverUrl：应是文字，写在英文双引号 "" 里'],
    [
      { pbx: { ...pbx, serverUrl: 'wss://u:p@pbx.test' } },
      'pbx.serverUrl：地址里不能有用户名、密码或 @，请删去',
    ],
    [
      { pbx: { ...pbx, fallbackUrls: 'wss://b.test' } },
      'pbx.fallbackUrls：应是几项，写在方括号 [ ] 里，用英文逗号隔开',
    ],
    [
      { pbx: { ...pbx, fallbackUrls: ['wss://b.test/#'] } },
      'pbx.fallbackUrls.0：地址里不能有 #，请删去它和后面的部分',
    ],
    [
      { pbx: { ...pbx, iceServers: [{ urls: 'stun.test:3478' }] } },
      'pbx.iceServers.0.urls：应以 stun: 或 turn: 开头',
    ],
    [
      { pbx: { ...pbx, iceServers: [{ urls: 'turn:turn.test:3478' }] } },
      'pbx.iceServers.0：以 turn: 开头的服务器要同时填写 username 和 credential',
    ],
    [{ pbx: { ...pbx, dtmf: 'inband' } }, 'pbx.dtmf：只能填 "rfc4733" 或 "info"'],
    [{ pbx: { ...pbx, sessionExpiresSeconds: 20 } }, 'pbx.sessionExpiresSeconds：不能小于 90'],
    [
      { pbx: { ...pbx, registerExpiresSeconds: '300' } },
      'pbx.registerExpiresSeconds：应是数字，不加引号',
    ],
    [{ pbx: { ...pbx, allowPlain: 'true' } }, 'pbx.allowPlain：只能填 true 或 false，不加引号'],
    [
      { pbx: { ...pbx, Secret: 'geheim' } },
      'pbx：没有 “Secret” 这一项，请改正拼写（区分大小写）或删去',
    ],
    [
      { pbx: { ...pbx, calling: { surveyNumber: 'x' } } },
      'pbx.calling.surveyNumber：只能是数字、* 和 #，最多 32 个',
    ],
    [
      { pbx: { ...pbx, calling: { conference: { kind: 'x' } } } },
      'pbx.calling.conference.kind：只能填 "local" 或 "room"',
    ],
    [{ pbx: 'wss://pbx.test' }, 'pbx：应是一节，写在花括号 { } 里'],
    [{ hub: 'https://hub.test' }, 'hub：应是一节，写在花括号 { } 里'],
    [{ hub: {} }, 'hub.url：没有填写，请补上'],
    [{ hub: { url: '' } }, 'hub.url：不是完整的地址，应像 https://主机名/路径'],
    [{ hub: { url: 'hub.test:8700' } }, 'hub.url：应以 https:// 开头'],
    [{ hub: { url: 'https://hub.test/?desk=1' } }, 'hub.url：地址里不能有 ?，请删去它和后面的部分'],
    [{ hub: { url: 'https://hub.test/?' } }, 'hub.url：地址里不能有 ?，请删去它和后面的部分'],
    [{ hub: { url: 'https://hub.test/#' } }, 'hub.url：地址里不能有 #，请删去它和后面的部分'],
    [{ hub: { url: 'https://u@hub.test/' } }, 'hub.url：地址里不能有用户名、密码或 @，请删去'],
    [{ hub: { ...hub, keyFingerprint: 'x' } }, 'hub.keyFingerprint：应是 32 位十六进制的指纹'],
    [{ desk: { port: 70_000 } }, 'desk.port：不能大于 65535'],
    [{ desk: { port: 80.5 } }, 'desk.port：应是整数，不加引号'],
    [{ agent: { breakMinutes: 0 } }, 'agent.breakMinutes：不能小于 1'],
    [{ printer: {} }, 'printer：没有这样的一节，只有 hub、pbx、desk、agent 四节'],
  ])('says of %j what to write: %s', (changes, start) => {
    const [fault, ...more] = parse(changes).faults;
    expect(fault?.detail.slice(0, start.length)).toBe(start);
    // Names of fields, examples and schemes are Latin; half a sentence of a library is not.
    expect(fault?.detail).not.toMatch(
      /\b(?:string|number|int|undefined|expected|invalid|pattern|object)\b/i,
    );
    expect(more).toEqual([]);
  });

  it('says several faults of a section at a time', () => {
    const { faults } = parse({ pbx: { ...pbx, domain: 'x y', extension: '', dtmf: 'x', zz: 1 } });
    expect(faults[0]?.detail.split('；pbx')).toHaveLength(3);
  });

  it('takes a value as it was meant: without blanks around it, unseen characters and full width', () => {
    const config = parse({
      hub: { url: ' https://hub.test/hotline/\u200b ' },
      pbx: {
        serverUrl: '\u00a0ｗss：//pbx.test/ws\t',
        domain: ' pbx.test:5060\u3000',
        extension: '８００１',
        secret: ' as it is ',
        displayName: ' 坐席（一） ',
      },
    });
    expect(config.faults).toEqual([]);
    expect(config.hub?.url).toBe('https://hub.test/hotline/');
    expect(config.pbx).toMatchObject({
      serverUrl: 'wss://pbx.test/ws',
      domain: 'pbx.test:5060',
      extension: '8001',
      secret: ' as it is ',
      displayName: '坐席（一）',
    });
  });

  it.each(['pbx_1.test', '10.0.0.6', '[fd00::6]:5060', 'PBX', 'pbx-1.test:5060'])(
    'takes %s as a domain',
    (domain) => {
      expect(parse({ pbx: { ...pbx, domain } }).faults).toEqual([]);
    },
  );
});
