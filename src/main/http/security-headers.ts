/** Only our own scripts and workers, no inline script, no foreign host, no frame. Inline styles are antd's. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self'",
  // The phone page opens the office PBX, whose address is configuration: RFC 7118 sockets, nothing else beyond ourselves.
  "connect-src 'self' ws: wss:",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "media-src 'self' blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** On every answer of the host, pages and bytes alike. No CORS header is ever sent. */
export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
} as const;

type Body = ConstructorParameters<typeof Response>[0];

/** An answer with the security headers on it. */
export function answer(
  status: number,
  body: Body = null,
  headers: Record<string, string> = {},
): Response {
  return new Response(body, {
    status,
    headers: { ...securityHeaders, 'cache-control': 'no-store', ...headers },
  });
}
