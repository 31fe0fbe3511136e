import type { z } from 'zod';

/** What a field has to look like, where its shape alone does not say it. Array places are left out of the names. */
const shapes: Readonly<Record<string, string>> = {
  'hub.keyFingerprint':
    '应是 32 位十六进制的指纹，请从中心服务器数据文件夹的 keys/fingerprint.txt 里整行复制',
  'pbx.domain': '只填域名或 IP 地址（可带 :端口），如 pbx.example；不要写 wss://、斜杠、@ 和空格',
  'pbx.extension': '只能是字母、数字、点、下划线和短横，最多 64 个',
  'pbx.iceServers': '以 turn: 开头的服务器要同时填写 username 和 credential',
  'pbx.iceServers.urls': '应以 stun: 或 turn: 开头，如 stun:stun.example:3478',
  'pbx.sessionExpiresSeconds': '填 0（不用会话定时）或 90 到 7200 的整数，单位秒',
  'pbx.calling.dialPlan.outsidePrefix': '只能是数字、* 和 #，最多 8 个；没有就写 ""',
  'pbx.calling.dialPlan.forbiddenPrefixes': '每一项只能是数字、* 和 #，前面可带 +，最多 16 个',
  'pbx.calling.partners.number': '只能是数字、* 和 #，前面可带 +，最多 32 个',
  'pbx.calling.conference.kind': '只能填 "local" 或 "room"',
};
const dialled = '只能是数字、* 和 #，最多 32 个';

/** Kinds of values in words; the rest is never asked for in `desk.json`. */
const kinds: Readonly<Record<string, string>> = {
  string: '应是文字，写在英文双引号 "" 里',
  number: '应是数字，不加引号',
  int: '应是整数，不加引号',
  boolean: '只能填 true 或 false，不加引号',
  object: '应是一节，写在花括号 { } 里',
  array: '应是几项，写在方括号 [ ] 里，用英文逗号隔开',
};

/** One fault of a section: which field, and what to write there; `isMissing` when nothing is there at all. */
export interface FieldFault {
  readonly text: string;
  readonly isMissing: boolean;
}

/** What `issue` says about `value`, the content of `section`, to who wrote the file. Never a value. */
export function fieldFault(section: string, issue: z.core.$ZodIssue, value: unknown): FieldFault {
  const path = [section, ...issue.path.map(String)];
  const isMissing = at(value, issue.path) === undefined && issue.code !== 'unrecognized_keys';
  const shape = shapes[path.filter((part) => !/^\d+$/.test(part)).join('.')];
  const why = isMissing
    ? `没有填写，请补上${shape === undefined ? '' : `：${shape}`}`
    : (shapeOfSize(issue) ?? (issue.code === 'unrecognized_keys' ? null : shape) ?? shapeOf(issue));
  return { text: `${path.join('.')}：${why}`, isMissing };
}

function shapeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return kinds[issue.expected] ?? '格式不对';
  if (issue.code === 'invalid_format') return dialled;
  if (issue.code === 'invalid_value')
    return `只能填 ${issue.values.map((value) => JSON.stringify(value)).join(' 或 ')}`;
  if (issue.code !== 'unrecognized_keys') return '格式不对，请对照说明书的样例';
  const names = issue.keys.map((key) => `“${key.slice(0, 40)}”`).join('、');
  return `没有 ${names} 这一项，请改正拼写（区分大小写）或删去`;
}

function shapeOfSize(issue: z.core.$ZodIssue): string | null {
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return null;
  const limit = String(issue.code === 'too_big' ? issue.maximum : issue.minimum);
  if (issue.origin === 'string' && issue.code === 'too_small')
    return limit === '1' ? '没有填写，请补上' : `至少 ${limit} 个字`;
  const unit = issue.origin === 'string' ? ' 个字' : issue.origin === 'array' ? ' 项' : '';
  return unit === ''
    ? `不能${issue.code === 'too_big' ? '大于' : '小于'} ${limit}`
    : `${issue.code === 'too_big' ? '最多' : '至少'} ${limit}${unit}`;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
    value,
  );
}
