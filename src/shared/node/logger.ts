import { type DestinationStream, type Logger as Pino, destination, pino } from 'pino';
import type { LogFields, Logger } from '../logger.ts';

/** Fields whose whole value is personal or secret, whatever is in them. */
const hiddenFields =
  /number|phone|caller|name$|address|secret|password|token|content|answer|cookie/i;

/** Field names of people and machines that are not citizens'. */
const openFields = new Set([
  'problemName',
  'queryName',
  'fileName',
  'hostName',
  'eventName',
  'taskName',
]);

/**
 * Seven digits or more of any script, as they group them: blanks, dashes, dots, brackets, slashes, invisible characters.
 * May be a telephone number.
 */
const longDigits = /[+＋]?\p{Nd}(?:[\s\-‐-―−.．·()（）/_\p{Cf}]{0,4}\p{Nd}){6,}/gu;

/** An IPv4 address of a machine, which would look like one. */
const ipv4 = /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/** A UUID must stay readable wherever it stands (`sound:…`), although parts of it may look like a long number. */
const uuid =
  /(?<![0-9a-z])([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(?![0-9a-z])/i;

/**
 * A one-line JSON logger. Strings that may be a citizen's number or name are masked here, so that no caller can forget
 * it: telephone-like digit runs become `***`, fields named after a person or a secret become `[hidden]`.
 * Numbers (bytes, milliseconds) stay as they are.
 */
export function createLogger(options: {
  /** Where lines go; standard error by default, which leaves standard output to the launcher's line. */
  readonly stream?: DestinationStream;
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
}): Logger {
  const stream = options.stream ?? destination({ dest: 2, sync: true });
  return wrap(pino({ level: options.level ?? 'info', base: null, messageKey: 'event' }, stream));
}

/** What a log line shows for one field. */
function maskField(field: string, value: LogFields[string]): LogFields[string] {
  if (typeof value !== 'string' || value === '' || openFields.has(field)) return value;
  if (hiddenFields.test(field)) return '[hidden]';
  return value
    .split(uuid)
    .map((part, at) => (at % 2 === 1 ? part : masked(part)))
    .join('');
}

function masked(text: string): string {
  return text.replace(longDigits, (digits) => (ipv4.test(digits) ? digits : '***'));
}

function maskFields(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([field, value]) => [field, maskField(field, value)]),
  );
}

function wrap(inner: Pino): Logger {
  return {
    debug: (event, fields = {}) => inner.debug(maskFields(fields), event),
    info: (event, fields = {}) => inner.info(maskFields(fields), event),
    warn: (event, fields = {}) => inner.warn(maskFields(fields), event),
    error: (event, fields = {}) => inner.error(maskFields(fields), event),
    child: (fields) => wrap(inner.child(maskFields(fields))),
  };
}
