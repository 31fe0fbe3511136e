import { type Socket, connect } from 'node:net';

/** One message of Asterisk's manager interface: header names as Asterisk writes them. */
export type ManagerMessage = Readonly<Record<string, string>>;

/** A connection to Asterisk's manager interface (AMI). */
export interface AsteriskManager {
  /** Sends an action; resolves with the answer, rejects when Asterisk refuses it. */
  act(
    action: string,
    fields?: Readonly<Record<string, string | readonly string[]>>,
  ): Promise<ManagerMessage>;
  /** Runs a line of the CLI; resolves with its output. */
  command(line: string): Promise<string>;
  /** Every event that came since the connection was opened, oldest first. */
  events(): readonly ManagerMessage[];
  close(): void;
}

/** Connects and logs in; rejects when Asterisk does not listen (yet) or refuses the secret. */
export async function connectManager(port: number, secret: string): Promise<AsteriskManager> {
  const socket = await open(port);
  const events: ManagerMessage[] = [];
  const waiting = new Map<string, (answer: ManagerMessage) => void>();
  let buffered = '';
  let lastId = 0;
  socket.on('data', (piece: string) => {
    const blocks = (buffered + piece).split('\r\n\r\n');
    buffered = blocks.pop() ?? '';
    for (const message of blocks.map(parseMessage)) {
      if (message['Event'] !== undefined) events.push(message);
      const answered =
        message['Response'] === undefined ? undefined : waiting.get(message['ActionID'] ?? '');
      answered?.(message);
    }
  });
  const act: AsteriskManager['act'] = (action, fields = {}) =>
    new Promise((resolve, reject) => {
      const id = String((lastId += 1));
      waiting.set(id, (answer) => {
        waiting.delete(id);
        if (answer['Response'] === 'Error') reject(new Error(`${action}: ${answer['Message']}`));
        else resolve(answer);
      });
      const all = Object.entries({ Action: action, ActionID: id, ...fields });
      const lines = all.flatMap(([name, value]) =>
        [value].flat().map((each) => `${name}: ${each}\r\n`),
      );
      socket.write(`${lines.join('')}\r\n`);
    });
  await act('Login', { Username: 'lab', Secret: secret });
  return {
    act,
    async command(line) {
      return (await act('Command', { Command: line }))['Output'] ?? '';
    },
    events: () => events,
    close: () => void socket.destroy(),
  };
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.setEncoding('utf8');
    // A restart of Asterisk cuts the connection; whoever waits for an answer then runs into the test's deadline.
    socket.on('error', reject);
  });
}

/** Lines `Name: value`; a repeated name (the output of a command) is joined line by line. */
function parseMessage(block: string): ManagerMessage {
  const message: Record<string, string> = {};
  for (const line of block.split('\r\n')) {
    const [, name, value] = /^([^:]+): ?(.*)$/s.exec(line) ?? [];
    if (name === undefined) continue;
    message[name] = message[name] === undefined ? (value ?? '') : `${message[name]}\n${value}`;
  }
  return message;
}
