import { z } from 'zod';
import { httpSchema, parseConfigJson } from '../city/city-config.ts';

const field = z.string().min(1).max(64);

/** `sms.json`, beside the hub's data: the gateway of short messages. */
const smsSchema = z.strictObject({
  http: httpSchema,
  /** The text that goes out; `{reply}` is what the agent wrote, `{ticketNo}` the number of the ticket. */
  template: z
    .string()
    .max(300)
    .refine((text) => text.includes('{reply}'), { error: '必须包含 {reply}' }),
  /** Characters of one message, template and all; a longer one is not sent. */
  longest: z.int().min(20).max(2000).default(500),
  /** Under which names number, text and our id go out. */
  fields: z.strictObject({ id: field, number: field, text: field }),
  /** What else each message has to say, e.g. a signature. */
  constants: z.record(field, z.string().max(200)).default({}),
  /** For gateways that answer 200 and say in the body what they mean: the field of the code, and which are which. */
  answer: z
    .strictObject({
      code: field,
      words: field.optional(),
      taken: z.array(z.string().max(64)).min(1).max(20),
      later: z.array(z.string().max(64)).max(50).default([]),
    })
    .optional(),
  /** Where the gateway tells what became of a message; absent = it tells nothing. */
  receipts: z
    .strictObject({
      fields: z.strictObject({
        messageId: field.optional(),
        id: field,
        state: field,
        words: field.optional(),
      }),
      codes: z.record(z.string().max(64), z.enum(['delivered', 'undelivered'])),
    })
    .optional(),
});
export type SmsConfig = z.infer<typeof smsSchema>;

/** Reads `sms.json`. Throws with one line for each fault; what the file holds is not repeated. */
export function parseSmsConfig(text: string): SmsConfig {
  const read = smsSchema.safeParse(parseConfigJson(text, 'sms.json'));
  if (read.success) return read.data;
  const faults = read.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || '（全文）'}：${message}`,
  );
  throw new Error(`sms.json 有误：\n${faults.join('\n')}`);
}
