import { z } from 'zod';
import type { OpenAnswer } from './open-problem.ts';

/** Where people read the document: one page of the hub's own, without a script and with nothing from elsewhere. */
export const docsPage = '/api-docs/';

const operationSchema = z.object({
  summary: z.string(),
  description: z.string(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean(),
        description: z.string().optional(),
        schema: z.unknown(),
      }),
    )
    .optional(),
  requestBody: z.object({ content: z.unknown() }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: z.unknown() })),
});
type Operation = z.infer<typeof operationSchema>;

/** What the page shows of `openDocument`. */
const documentSchema = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

/** Serves the page of `document` below `docsPage`. */
export function createOpenPage(document: unknown): (path: string) => OpenAnswer {
  const html = pageOf(documentSchema.parse(document));
  const answer = (
    status: number,
    type: string,
    body: string,
    more: Readonly<Record<string, string>> = {},
  ): OpenAnswer => ({
    status,
    headers: { ...headers, 'content-type': `${type}; charset=utf-8`, ...more },
    body,
  });
  return (path) => {
    // The slash is forgotten by whoever types it.
    if (path === '/api-docs') return answer(308, 'text/plain', '', { location: docsPage });
    if (path === docsPage) return answer(200, 'text/html', html);
    if (path === `${docsPage}style.css`) return answer(200, 'text/css', style);
    return answer(404, 'text/plain', '');
  };
}

function pageOf(document: z.infer<typeof documentSchema>): string {
  const { info, servers, paths, components } = document;
  const base = `/${servers[0]?.url ?? ''}`;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${base}${path}`,
      operation,
    })),
  );
  const links = operations.map(
    ({ name, operation }, at) =>
      `<li><a href="#o${at}">${safe(operation.summary)}</a> <code>${safe(name)}</code></li>`,
  );
  const parts = operations.map(({ name, operation }, at) => operationPart(name, operation, at));
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${safe(info.title)}</title><link rel="stylesheet" href="style.css"></head><body><main>
<h1>${safe(info.title)}</h1>
<p>版本 ${safe(info.version)}　<a href="../openapi.json">openapi.json</a>（OpenAPI 3.1）</p>
<p>${safe(info.description)}</p>
<p>每个请求带 <code>Authorization: Bearer 令牌</code>；提交的内容为 JSON（UTF-8）。请求被拒绝时返回 <code>application/problem+json</code>，请按 <code>code</code> 判断。收到 429 或 503 的，按 <code>Retry-After</code> 的秒数等待后再试。</p>
<nav aria-label="接口"><ul>${links.join('')}</ul></nav>
${parts.join('\n')}
<section><h2>拒绝时的返回</h2>${schemaPart('Problem', components.schemas['Problem'])}</section>
</main></body></html>`;
}

function operationPart(name: string, operation: Operation, at: number): string {
  const { summary, description, parameters = [], requestBody, responses } = operation;
  const rows = parameters.map(
    ({ name: field, in: where, required, description: words = '', schema }) =>
      `<tr><td><code>${safe(field)}</code></td><td>${places[where] ?? safe(where)}</td><td>${required ? '必填' : '可不填'}</td><td>${safe(words)}<br><code>${safe(JSON.stringify(schema))}</code></td></tr>`,
  );
  const table =
    rows.length === 0
      ? ''
      : `<h3>参数</h3><table><thead><tr><th scope="col">名称</th><th scope="col">位置</th><th scope="col">是否必填</th><th scope="col">说明和格式</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const body = requestBody
    ? `<h3>请求内容</h3>${schemaPart(`${summary}：请求内容`, requestBody.content)}`
    : '';
  const answers = Object.entries(responses).map(([status, response]) =>
    status.startsWith('2')
      ? `<h3>返回 ${safe(status)}</h3>${schemaPart(`${summary}：返回`, response.content)}`
      : `<li><code>${safe(status)}</code> ${safe(response.description)}</li>`,
  );
  const good = answers.filter((part) => part.startsWith('<h3>'));
  const refusals = answers.filter((part) => part.startsWith('<li>'));
  return `<section id="o${at}"><h2>${safe(summary)}</h2><p><code>${safe(name)}</code></p><p>${safe(description)}</p>${table}${body}${good.join('')}<h3>拒绝</h3><ul>${refusals.join('')}</ul></section>`;
}

const places: Readonly<Partial<Record<string, string>>> = {
  path: '地址',
  query: '查询参数',
  header: '请求头',
};

/** Scrolled by the keyboard, too. */
function schemaPart(name: string, schema: unknown): string {
  return `<pre tabindex="0" role="region" aria-label="${safe(name)}">${safe(JSON.stringify(schema, null, 2))}</pre>`;
}

function safe(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const style = `:root{color-scheme:light dark;--ink:#1b2b34;--ink2:#44565f;--ground:#f3f6f7;--card:#fff;--line:#c8d3d8;--accent:#0a6583}
@media (prefers-color-scheme:dark){:root{--ink:#e4edf1;--ink2:#b3c2c9;--ground:#0e1518;--card:#151f23;--line:#38484f;--accent:#6cc3e0}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.7 system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:68rem;margin:0 auto;padding:24px 20px 60px}
h1{font-size:1.5rem}h2{margin:0 0 4px;font-size:1.2rem}h3{margin:16px 0 4px;font-size:1rem;color:var(--ink2)}
section,nav{margin-top:16px;padding:16px 20px;background:var(--card);border:1px solid var(--line);border-radius:6px}
ul{margin:4px 0;padding-left:20px}
a{color:var(--accent)}
a:focus-visible,pre:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code,pre{font-family:ui-monospace,Consolas,monospace;font-size:.9em}
code{overflow-wrap:anywhere}
pre{margin:4px 0;max-height:28rem;overflow:auto;padding:10px 12px;border:1px solid var(--line);border-radius:4px;line-height:1.5}
table{width:100%;border-collapse:collapse}
th,td{padding:6px 8px;border:1px solid var(--line);text-align:left;vertical-align:top}
td:nth-child(2),td:nth-child(3){white-space:nowrap}
th{font-weight:600;color:var(--ink2);white-space:nowrap}
`;
