import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { installLastResort } from '../shared/node/last-resort.ts';
import { createLogger } from '../shared/node/logger.ts';
import { systemClock } from '../shared/node/system-clock.ts';
import type { TrainingCall } from './call/training-call.ts';
import { orderSchema } from './cli-order.ts';
import { type TrainingPbx, createTrainingPbx } from './training-pbx.ts';

/**
 * `node src/training/cli.ts [--port N] [--account 8001=secret]…`: the training PBX for practice by hand. One JSON line on
 * standard output once it listens (`training.ready`) and for each thing that happens; orders come as JSON lines on
 * standard input, see `cli-order.ts`. SIGINT, SIGTERM or the end of standard input close it.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    account: { type: 'string', multiple: true, default: ['8001=training'] },
  },
});
const logger = createLogger({});
const say = (line: Record<string, unknown>) => process.stdout.write(`${JSON.stringify(line)}\n`);
const calls = new Set<TrainingCall>();
let running: TrainingPbx | null = null;
installLastResort({ process, logger, clock: systemClock, flush: async () => running?.close() });

const pbx = await createTrainingPbx({
  logger,
  clock: systemClock,
  port: z.coerce.number().int().min(0).max(65_535).parse(values.port),
  accounts: values.account.map((account) => {
    const [extension = '', ...secret] = account.split('=');
    return { extension, secret: secret.join('=') };
  }),
});
running = pbx;
pbx.onAgentCall(follow);
say({ event: 'training.ready', url: pbx.url, domain: pbx.domain });

const orders = createInterface({ input: process.stdin });
orders.on('line', (line) => {
  try {
    obey(line);
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    say({ event: 'training.orderRefused', reason });
  }
});
orders.once('close', stop);
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

function obey(line: string): void {
  const order = orderSchema.parse(JSON.parse(line));
  switch (order.do) {
    case 'call':
      return follow(pbx.call(order.script));
    case 'hangUp':
      return calls.forEach((call) => call.hangUp());
    case 'fault':
      return pbx.faults.set(order.set);
    case 'clearFaults':
      return pbx.faults.clear();
    case 'dropSockets':
      pbx.faults.dropSockets();
  }
}

function follow(call: TrainingCall): void {
  calls.add(call);
  call.subscribe(({ kind, at }) => say({ event: `call.${kind}`, sipCallId: call.sipCallId, at }));
  void call.ended.then((end) => {
    calls.delete(call);
    say({ event: 'call.over', sipCallId: call.sipCallId, ...end, heard: call.heard() });
  });
}

function stop(): void {
  orders.close();
  pbx.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
}
